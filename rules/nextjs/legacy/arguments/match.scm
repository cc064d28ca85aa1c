; withSentryConfig(config, pluginOptions, sdkOptions)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (_) @second . (_) @third .)) @site
  (#match? @_wrapper "(^|\\.)withSentryConfig$"))
