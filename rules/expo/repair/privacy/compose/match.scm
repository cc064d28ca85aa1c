; Sentry.init({ beforeSend: (event) => event }): a function in place, or a name for one
((call_expression
  function: (_) @_start
  arguments: (arguments . (object (pair
    key: (property_identifier) @name
    value: [(arrow_function) (function_expression) (identifier) (member_expression)] @hook) @site) @options .))
  (#match? @_start "(^|\\.)init$")
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction")
  (#not-match? @hook "^scrub(Event|Breadcrumb)$")
  (#imported-from? @_start "@sentry/react-native"))

; Sentry.init({ beforeSend(event) { … } }): a method, which becomes an arrow function
((call_expression
  function: (_) @_start
  arguments: (arguments . (object (method_definition name: (property_identifier) @name @method body: (_) @body) @site) @options .))
  (#match? @_start "(^|\\.)init$")
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction")
  (#match? @site "^before\\w+\\(")
  (#not-match? @site "\\b(this|super|arguments)\\b")
  (#imported-from? @_start "@sentry/react-native"))
