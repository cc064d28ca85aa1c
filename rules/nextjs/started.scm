; Sentry.init({...}), init(options): under whatever name
((call_expression function: [(identifier) (member_expression)] @_init) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; const Sentry = await import("@sentry/nextjs")
((call_expression
    function: (member_expression object: (identifier) @_sentry property: (property_identifier) @_init)) @site
  (#eq? @_sentry "Sentry")
  (#eq? @_init "init")
  (#set! by-name "a dynamic import binds no name"))
