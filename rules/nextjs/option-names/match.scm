; withSentryConfig(config, options)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (identifier) @options .)) @site
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
((call_expression
  function: (identifier) @_wrapper
  arguments: (arguments . (_) . (identifier) @options .)) @site
  (#imported-from? @_wrapper "@sentry/nextjs#withSentryConfig" "@sentry/nextjs/config#withSentryConfig"))
