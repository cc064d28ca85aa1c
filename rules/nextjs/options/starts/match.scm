; Sentry.init(options), where they are written down in the file
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . (identifier) @_options .)) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_options "nextjs.literal_options"))

; Sentry.init(options), Sentry.init(optionsOf("web"))
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . [(identifier) (member_expression) (call_expression) (await_expression)] @hidden .)) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; Sentry.init({ dsn })
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . (object))) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; const Sentry = await import("@sentry/nextjs"); Sentry.init({ dsn })
((call_expression
    function: (member_expression object: (identifier) @_sentry property: (property_identifier) @_init)
    arguments: (arguments . (object))) @site
  (#eq? @_sentry "Sentry")
  (#eq? @_init "init")
  (#set! by-name "a dynamic import binds no name"))
