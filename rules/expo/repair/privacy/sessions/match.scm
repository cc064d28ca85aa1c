; Sentry.init({ integrations: [navigation] }), also where a function makes the list, or the same in a variable
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (pair key: (property_identifier) @_name value: [
        (array) @listed
        (arrow_function body: (array) @listed)
        (arrow_function body: (statement_block . (return_statement (array) @listed)))
      ]) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (pair key: (property_identifier) @_name value: [
        (array) @listed
        (arrow_function body: (array) @listed)
        (arrow_function body: (statement_block . (return_statement (array) @listed)))
      ]) @site) @options)
  ]
  (#eq? @_name "integrations")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ integrations }): a list that is made elsewhere stays, and this is added behind
((call_expression
    function: [(member_expression object: (identifier) @sentry) (identifier) @named] @_start
    arguments: (arguments . (object [
      (pair key: (property_identifier) @_name value: (_) @made)
      (shorthand_property_identifier) @_name @made
    ] @site) @options .))
  (#eq? @_name "integrations")
  (#not-match? @made "^(\\[|[^{]*=>\\s*(\\[|\\{\\s*return\\s*\\[))")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))

; Sentry.init({ dsn }), also handed as a constant
((call_expression
    function: (_) @_start
    arguments: (arguments . (object) @options .)) @site
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))
((lexical_declaration "const"
    (variable_declarator name: (identifier) @variable value: (object) @options)) @site
  (#fact-any-of? @variable "expo.options"))
