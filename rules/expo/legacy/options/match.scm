; Sentry.init({ dsn, enabled: true, enableInExpoDevelopment: true }): it goes
((call_expression
    function: (_) @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @_enabled)
      (pair key: (property_identifier) @_key) @gone @site)))

  (#imported-from? @_init "sentry-expo")
  (#eq? @_enabled "enabled")
  (#eq? @_key "enableInExpoDevelopment"))
((call_expression
    function: (_) @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @_key) @gone @site
      (pair key: (property_identifier) @_enabled))))
  (#imported-from? @_init "sentry-expo")
  (#eq? @_enabled "enabled")
  (#eq? @_key "enableInExpoDevelopment"))

; enableInExpoDevelopment: true
((call_expression
    function: (_) @_init
    arguments: (arguments . (object (pair key: (property_identifier) @_key value: (true)) @on @site)))
  (#imported-from? @_init "sentry-expo")
  (#eq? @_key "enableInExpoDevelopment"))

; enableInExpoDevelopment: false
((call_expression
    function: (_) @_init
    arguments: (arguments . (object (pair key: (property_identifier) @_key value: (false)) @off @site)))
  (#imported-from? @_init "sentry-expo")
  (#eq? @_key "enableInExpoDevelopment"))

; enableInExpoDevelopment: debug
((call_expression
    function: (_) @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @_key value: [(identifier) (member_expression) (call_expression)] @condition) @off @site)))
  (#imported-from? @_init "sentry-expo")
  (#eq? @_key "enableInExpoDevelopment"))

; enableInExpoDevelopment: a || b
((call_expression
    function: (_) @_init
    arguments: (arguments . (object
      (pair key: (property_identifier) @_key value: (_) @condition) @off @compound @site)))
  (#imported-from? @_init "sentry-expo")
  (#eq? @_key "enableInExpoDevelopment"))

; Sentry.init({ dsn }), which sent nothing in development
((call_expression
    function: (_) @_init
    arguments: (arguments . (object) @_options .)) @call @site
  (#imported-from? @_init "sentry-expo")
  (#match? @_init "(^|\\.)init$")
  (#not-match? @_options "\\b(enableInExpoDevelopment|enabled)\\b"))
