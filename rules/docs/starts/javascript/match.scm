; Sentry.init({ dsn: …, sendDefaultPii: true })
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @name value: (_) @value) @site)))
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry" "sentry-expo")
  (#any-of? @name "beforeSend" "environment" "release" "sendDefaultPii"))
