; withSentryConfig(config, options)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (identifier) @options .)) @site
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
