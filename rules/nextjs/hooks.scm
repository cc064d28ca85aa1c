; Sentry.init({ beforeSend: (event) => event }), or the same in a constant: a function in place, or a name for one
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (pair
        key: (property_identifier) @name
        value: [(arrow_function) (function_expression) (identifier)] @hook) @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (pair
        key: (property_identifier) @name
        value: [(arrow_function) (function_expression) (identifier)] @hook) @site) @options)
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))

; Sentry.init({ beforeSend(event) { … } }): a method, which becomes an arrow function
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (method_definition
        name: (property_identifier) @name @method
        body: (_) @body) @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (method_definition
        name: (property_identifier) @name @method
        body: (_) @body) @site) @options)
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#match? @site "^before\\w+\\(")
  (#not-match? @site "\\b(this|super|arguments)\\b")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))
