; new Sentry.Native.ReactNavigationInstrumentation()
((new_expression
    constructor: (member_expression
      object: (_) @object
      property: (property_identifier) @_name)
    arguments: (arguments . ")")) @navigation @site
  (#any-of? @_name "ReactNavigationInstrumentation" "ReactNavigationV5Instrumentation")
  (#imported-from? @object "sentry-expo" "@sentry/react-native"))

; new Sentry.Native.ReactNativeTracing()
((new_expression
    constructor: (member_expression
      object: (_) @object
      property: (property_identifier) @_name)
    arguments: (arguments . ")")) @site
  (#eq? @_name "ReactNativeTracing")
  (#imported-from? @object "sentry-expo" "@sentry/react-native"))

; new Sentry.Native.ReactNativeTracing({ routingInstrumentation }): the integration takes its place
((new_expression
    constructor: (member_expression
      object: (_) @object
      property: (property_identifier) @_name)
    arguments: (arguments . (object . [
      (shorthand_property_identifier) @routing @_option
      (pair key: (property_identifier) @_option value: (identifier) @routing)
    ] .) .)) @site
  (#eq? @_name "ReactNativeTracing")
  (#eq? @_option "routingInstrumentation")
  (#imported-from? @object "sentry-expo" "@sentry/react-native"))
