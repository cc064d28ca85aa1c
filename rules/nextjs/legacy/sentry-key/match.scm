; A configuration with the key sentry, which withSentryConfig takes for the export, by itself or in the call of another plugin.

; const config = { sentry: { … } }
((lexical_declaration (variable_declarator
    name: (identifier) @_config
    value: (object (pair key: (property_identifier) @_key value: (object) @old) @site)))
  (#shape! "config")
  (#eq? @_key "sentry"))

; withSentryConfig(config, { … })
((call_expression
    function: [(identifier) (member_expression)] @_wrapper
    arguments: (arguments . (identifier) @_wrapped . [(object) (identifier)] @options .))
  (#shape! "wrapped-with-options")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#eq? @_wrapped @_config))

; withSentryConfig(config)
((call_expression
    function: [(identifier) (member_expression)] @_wrapper
    arguments: (arguments . (identifier) @_wrapped .)) @options
  (#shape! "wrapped")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#eq? @_wrapped @_config))

(program
  (_ (#use! "config"))
  [
    (export_statement value: (_ (#use! "wrapped-with-options")))
    (export_statement value: (call_expression arguments: (arguments (_ (#use! "wrapped-with-options")))))
    (expression_statement (assignment_expression right: (_ (#use! "wrapped-with-options"))))
    (expression_statement (assignment_expression
      right: (call_expression arguments: (arguments (_ (#use! "wrapped-with-options"))))))
  ])

(program
  (_ (#use! "config"))
  [
    (export_statement value: (_ (#use! "wrapped")))
    (export_statement value: (call_expression arguments: (arguments (_ (#use! "wrapped")))))
    (expression_statement (assignment_expression right: (_ (#use! "wrapped"))))
    (expression_statement (assignment_expression
      right: (call_expression arguments: (arguments (_ (#use! "wrapped"))))))
  ])

; withSentryConfig({ sentry: { … } }, { … })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments
    . (object (pair key: (property_identifier) @_key value: (object) @old) @site)
    . [(object) (identifier)] @options .))
  (#eq? @_key "sentry")
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig"))
