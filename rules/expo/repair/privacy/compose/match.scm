; Sentry.init({ beforeSend: drop }), or the same in a variable: whatever makes the function
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (pair key: (property_identifier) @name value: (_) @hook) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (pair key: (property_identifier) @name value: (_) @hook) @site) @options)
  ]
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction")
  (#not-match? @hook "^thenScrub")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ beforeSend })
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (shorthand_property_identifier) @name @short @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (shorthand_property_identifier) @name @short @site) @options)
  ]
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ async beforeSend(event) { … } }): a method, which becomes an arrow function
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (method_definition "async"? @async name: (property_identifier) @name @method body: (_) @body) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (method_definition "async"? @async name: (property_identifier) @name @method body: (_) @body) @site) @options)
  ]
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction")
  (#match? @site "^(async\\s+)?before\\w+\\(")
  (#not-match? @site "\\b(this|super|arguments)\\b")
  (#not-match? @site "^[^{]*\\btypeof\\b")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))
