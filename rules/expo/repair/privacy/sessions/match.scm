; Sentry.init({ integrations: [replay()] }), also where a function makes the list, or the same in a variable
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object [
        (pair key: [(property_identifier) (string)] @_name value: [
          (array) @listed
          (as_expression (array) @listed)
          (satisfies_expression (array) @listed)
          (arrow_function body: (array) @listed)
          (arrow_function body: (statement_block . (return_statement (array) @listed)))
        ])
        (method_definition name: (property_identifier) @_name
          body: (statement_block . (return_statement (array) @listed)))
      ] @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object [
        (pair key: [(property_identifier) (string)] @_name value: [
          (array) @listed
          (as_expression (array) @listed)
          (satisfies_expression (array) @listed)
          (arrow_function body: (array) @listed)
          (arrow_function body: (statement_block . (return_statement (array) @listed)))
        ])
        (method_definition name: (property_identifier) @_name
          body: (statement_block . (return_statement (array) @listed)))
      ] @site) @options)
  ]
  (#match? @_name "^[\"']?integrations[\"']?$")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ integrations }): a list that is made elsewhere stays, and this is added behind
((call_expression
    function: [(member_expression object: (identifier) @sentry) (identifier) @named] @_start
    arguments: (arguments . (object [
      (pair key: [(property_identifier) (string)] @_name value: (_) @made)
      (method_definition name: (property_identifier) @_name) @made
      (shorthand_property_identifier) @_name @made
    ] @site) @options .))
  (#match? @_name "^[\"']?integrations[\"']?$")
  (#not-match? @made "^(\\[|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))

; The same in a variable: which call it goes to is not followed
((variable_declarator
    name: (identifier) @variable
    value: (object [
      (pair key: [(property_identifier) (string)] @_name value: (_) @elsewhere)
      (method_definition name: (property_identifier) @_name) @elsewhere
      (shorthand_property_identifier) @_name @elsewhere
    ] @site) @options)
  (#match? @_name "^[\"']?integrations[\"']?$")
  (#not-match? @elsewhere "^(\\[|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ dsn }), also handed as a constant: no integrations are named
((call_expression
    function: (_) @_start
    arguments: (arguments . (object) @options .)) @site
  (#not-match? @options "(?m)(^|[{,])\\s*[\"']?integrations[\"']?\\s*[:,(}]")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))
((lexical_declaration "const"
    (variable_declarator name: (identifier) @variable value: (object) @options)) @site
  (#not-match? @options "(?m)(^|[{,])\\s*[\"']?integrations[\"']?\\s*[:,(}]")
  (#fact-any-of? @variable "expo.options"))
