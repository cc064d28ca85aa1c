; Sentry.init({ beforeSend: (event) => event }): a function in place, or a name for one
((call_expression
  function: (_) @_start
  arguments: (arguments . (object (pair
    key: (property_identifier) @_name
    value: [(arrow_function) (function_expression) (identifier) (member_expression)] @hook)) @options .)) @site
  (#match? @_start "(^|\\.)init$")
  (#any-of? @_name "beforeSend" "beforeSendTransaction")
  (#not-match? @hook "^scrubEvent$")
  (#imported-from? @_start "@sentry/react-native"))
