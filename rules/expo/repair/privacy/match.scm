; Sentry.init({ dsn })
((call_expression
    function: (_) @_start
    arguments: (arguments . (object) @options .)) @site
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))

; const options = { dsn }, which Sentry.init(options) is handed
((lexical_declaration "const"
    (variable_declarator name: (identifier) @variable value: (object) @options)) @site
  (#fact-any-of? @variable "expo.options"))
