; Sentry.init({ dsn: …, sendDefaultPii: true })
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @name value: (_) @value) @site)))
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo")
  (#any-of? @name "beforeSend" "environment" "release" "sendDefaultPii"))

; Sentry.init({ ...settings }), Sentry.init(settings)
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . [
      (object (spread_element) @site @elsewhere)
      (identifier) @site @elsewhere
      (call_expression) @site @elsewhere
    ]))
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo"))

; Sentry.init({ … })
((call_expression function: [(identifier) (member_expression)] @_init) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo"))
