; withSentryConfig(config, pluginOptions, sdkOptions)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (_) @second . (_) @third .)) @site
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
