; Sentry.init({ beforeSend(event) { … } }), or the same in a constant
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object [
        (pair key: (property_identifier) @name)
        (method_definition name: (property_identifier) @name)
        (shorthand_property_identifier) @name
      ] @site @hook) .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object [
        (pair key: (property_identifier) @name)
        (method_definition name: (property_identifier) @name)
        (shorthand_property_identifier) @name
      ] @site @hook))
  ]
  (#any-of? @name "beforeSend" "beforeSendTransaction" "beforeSendSpan" "beforeSendLog" "beforeSendMetric")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))
