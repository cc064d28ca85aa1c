; Sentry.init({ beforeSend: (event) => event }): a function in place, or a name for one
((call_expression
  function: [(identifier) (member_expression)] @_init
  arguments: (arguments . (object (pair
    key: (property_identifier) @name
    value: [(arrow_function) (function_expression) (identifier)] @hook)) .)) @site
  (#any-of? @name "beforeSend" "beforeSendTransaction")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))
