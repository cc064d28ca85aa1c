; const options = { … }, for withSentryConfig(config, options)
((variable_declarator name: (identifier) @_name value: (object) @site @options)
  (#fact-any-of? @_name "nextjs.option_names"))

; withSentryConfig(config, { … }), withSentryConfig(config), under whatever name
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (_)? @_given .)) @site @options
  (#imported-from? @_wrapper "@sentry/nextjs")
  (#match? @_wrapper "^([A-Za-z_$]+\\.withSentryConfig|[A-Za-z_$]+)$")
  (#not-match? @_given "^[A-Za-z_$]+$"))

; require("@sentry/nextjs").withSentryConfig(config, { … })
((call_expression
  function: (member_expression property: (property_identifier) @_name)
  arguments: (arguments . (_) . (_)? @_given .)) @site @options
  (#eq? @_name "withSentryConfig")
  (#set! by-name "the SDK's own name, with nothing in between")
  (#not-match? @_given "^[A-Za-z_$]+$"))

; withSentryConfig(config, options), where options is made elsewhere
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (identifier) .)) @site @options
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
