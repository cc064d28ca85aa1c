; Sentry.init({ sendDefaultPii: true })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments . (object (pair key: (property_identifier) @_option value: (true) @value) @site)))
  (#eq? @_option "sendDefaultPii")
  (#bound-to? @called "@sentry/*#*nit" "sentry-expo#*nit"))

; const options = { sendDefaultPii: true }, which Sentry.init(options) is handed
((variable_declarator
    name: (identifier) @_name
    value: (object (pair key: (property_identifier) @_option value: (true) @value) @site))
  (#eq? @_option "sendDefaultPii")
  (#fact-any-of? @_name "docs.start_options"))
