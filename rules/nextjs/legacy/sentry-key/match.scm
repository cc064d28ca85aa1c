; A configuration with the key sentry, which withSentryConfig takes for the export, by itself or in the call of another plugin.

; const config = { sentry: { … } }, withSentryConfig(config, { … })
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  [
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . [(object) (identifier)] @options .)))
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . [(object) (identifier)] @options .)))))
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . [(object) (identifier)] @options .))))
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . [(object) (identifier)] @options .))))))
  ]
  (#eq? @_key "sentry")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#eq? @_wrapped @_config))

; const config = { sentry: { … } }, withSentryConfig(config)
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  [
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options)
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options)))
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options))
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options))))
  ]
  (#eq? @_key "sentry")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#eq? @_wrapped @_config))

; withSentryConfig({ sentry: { … } }, { … })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments
    . (object (pair key: (property_identifier) @_key value: (object) @old) @site)
    . [(object) (identifier)] @options .))
  (#eq? @_key "sentry")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
