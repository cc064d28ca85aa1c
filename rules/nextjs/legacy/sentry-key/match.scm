; const options = { … }  const config = { sentry: { … } }  … withSentryConfig(config, options)
(program
  (lexical_declaration (variable_declarator name: (identifier) @_options value: (object) @options))
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  [
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .))))
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .)))
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .))))))
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .)))))
  ]
  (#eq? @_key "sentry")
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#eq? @_wrapped @_config)
  (#eq? @_given @_options))

; const config = { sentry: { … } }  const options = { … }  … withSentryConfig(config, options)
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  (lexical_declaration (variable_declarator name: (identifier) @_options value: (object) @options))
  [
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .))))
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .)))
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .))))))
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (identifier) @_given .)))))
  ]
  (#eq? @_key "sentry")
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#eq? @_wrapped @_config)
  (#eq? @_given @_options))

; const config = { sentry: { … } }  … withSentryConfig(config, { … }), also inside another wrapper
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  [
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (object) @options .))))
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (object) @options .)))
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (object) @options .))))))
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped . (object) @options .)))))
  ]
  (#eq? @_key "sentry")
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#eq? @_wrapped @_config))

; const config = { sentry: { … } }  … withSentryConfig(config)
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  [
    (expression_statement (assignment_expression right: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options))
    (export_statement value: (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options)
    (expression_statement (assignment_expression right: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options))))
    (export_statement value: (call_expression arguments: (arguments (call_expression
      function: [(identifier) (member_expression)] @_wrapper
      arguments: (arguments . (identifier) @_wrapped .)) @options)))
  ]
  (#eq? @_key "sentry")
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#eq? @_wrapped @_config))

; withSentryConfig({ sentry: { … } }, { … })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments
    . (object (pair key: (property_identifier) @_key value: (object) @old) @site)
    . (object) @options .))
  (#eq? @_key "sentry")
  (#match? @_wrapper "(^|\\.)withSentryConfig$"))
