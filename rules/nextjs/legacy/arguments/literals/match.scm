; withSentryConfig(config, { … }, { … })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) @_config . (_) @_second . (_) @_third .)) @site
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#match? @_second "^[^A-Za-z_$]"))
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) @_config . (_) @_second . (_) @_third .)) @site
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#match? @_config "^[^A-Za-z_$]|\\("))
