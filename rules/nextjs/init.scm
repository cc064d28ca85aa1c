; Sentry.init({...}), init({...}): under whatever name
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments) @_given) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#not-match? @_given "^\\(\\s*[\\w$]+\\s*,?\\s*\\)$"))

; Sentry.init(options): unless they are written down here, where they are completed
((call_expression
    function: [(identifier) (member_expression)] @_init
    arguments: (arguments . (identifier) @_options .)) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#not-fact-any-of? @_options "nextjs.literal_options"))

; const Sentry = await import("@sentry/nextjs")
((call_expression
    function: (member_expression object: (identifier) @_sentry property: (property_identifier) @_init)) @site
  (#eq? @_sentry "Sentry")
  (#eq? @_init "init")
  (#not-match? @site "^Sentry\\.init\\(\\s*[\\w$]+\\s*,?\\s*\\)$")
  (#set! by-name "a dynamic import binds no name"))

; const options = { dsn }, which Sentry.init(options) is handed
((lexical_declaration "const" (variable_declarator name: (identifier) @_variable value: (object) @site))
  (#fact-any-of? @_variable "nextjs.literal_options"))
