; withSentryConfig(config, options)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (identifier) @options .)) @site
  (#match? @_wrapper "(^|\\.)withSentryConfig$"))
((call_expression
  function: (identifier) @_wrapper
  arguments: (arguments . (_) . (identifier) @options .)) @site
  (#imported-from? @_wrapper "@sentry/nextjs#withSentryConfig" "@sentry/nextjs/config#withSentryConfig"))
