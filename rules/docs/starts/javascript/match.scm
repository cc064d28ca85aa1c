; Sentry.init({ dsn: …, sendDefaultPii: true }), or the same in a variable
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object [
        (pair key: (property_identifier) @name value: (_) @given)
        (method_definition name: (property_identifier) @name)
        (shorthand_property_identifier) @name
      ] @site) @start))
    (variable_declarator
      name: (identifier) @_variable
      value: (object [
        (pair key: (property_identifier) @name value: (_) @given)
        (method_definition name: (property_identifier) @name)
        (shorthand_property_identifier) @name
      ] @site) @start)
  ]
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo")
  (#fact-any-of? @_variable "docs.start_options")
  (#any-of? @name "beforeBreadcrumb" "beforeSend" "beforeSendTransaction" "enableLogs" "enableTracing" "environment" "profileSessionSampleRate" "profilesSampleRate" "profilesSampler" "release" "replaysOnErrorSampleRate" "replaysSessionSampleRate" "sendDefaultPii" "tracesSampleRate" "tracesSampler"))

; Sentry.init({ ...settings }), Sentry.init(settings)
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . [
      (object (spread_element (_) @spread) @site @elsewhere)
      (identifier) @site @elsewhere
      (call_expression) @site @elsewhere
    ]))
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo"))

; Sentry.init({ … })
((call_expression function: [(identifier) (member_expression)] @_init) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo"))
