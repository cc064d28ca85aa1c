; withSentryConfig(config, pluginOptions, sdkOptions)
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (identifier) @config . (identifier) @second . (identifier) @third .) @all) @site
  (#match? @_wrapper "(^|\\.)withSentryConfig$"))
