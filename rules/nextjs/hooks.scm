; Sentry.init({ beforeSend: (event) => event }), or the same in a constant: whatever makes the function
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (pair
        key: (property_identifier) @name
        value: (_) @hook) @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (pair
        key: (property_identifier) @name
        value: (_) @hook) @site) @options)
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#not-match? @hook "^(privacy\\.|thenScrub|null$|undefined$)")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))

; Sentry.init({ beforeSend }), or the same in a constant
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (shorthand_property_identifier) @name @short @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (shorthand_property_identifier) @name @short @site) @options)
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))

; Sentry.init({ async beforeSend(event) { … } }): a method, which becomes an arrow function
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (method_definition "async"? @async
        name: (property_identifier) @name @method
        body: (_) @body) @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (method_definition "async"? @async
        name: (property_identifier) @name @method
        body: (_) @body) @site) @options)
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#match? @site "^(async\\s+)?before\\w+\\(")
  (#not-match? @site "\\b(this|super|arguments)\\b")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))
