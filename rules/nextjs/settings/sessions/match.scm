; Sentry.init({ integrations: [replay()] }), also where a function makes the list, or the same in a constant
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
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
      name: (identifier) @_variable
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
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))

; Sentry.init({ integrations }): a list that is made elsewhere stays, and this is added behind
((call_expression
    function: [(member_expression object: (identifier) @sentry) (identifier) @named] @_init
    arguments: (arguments . (object [
      (pair key: [(property_identifier) (string)] @_name value: (_) @made)
      (method_definition name: (property_identifier) @_name) @made
      (shorthand_property_identifier) @_name @made
    ] @site) @options .))
  (#match? @_name "^[\"']?integrations[\"']?$")
  (#not-match? @made "^(\\[|privacy\\.|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; The same in a constant: which call it goes to is not followed
((variable_declarator
    name: (identifier) @_variable
    value: (object [
      (pair key: [(property_identifier) (string)] @_name value: (_) @elsewhere)
      (method_definition name: (property_identifier) @_name) @elsewhere
      (shorthand_property_identifier) @_name @elsewhere
    ] @site) @options)
  (#match? @_name "^[\"']?integrations[\"']?$")
  (#not-match? @elsewhere "^(\\[|privacy\\.|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))
