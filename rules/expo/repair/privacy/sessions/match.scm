; Sentry.init({ integrations: [replay()] }), also where a function makes the list, or the same in a variable
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (_ (#use! "listed-integrations")) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (_ (#use! "listed-integrations")) @site) @options)
  ]
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ integrations }): a list that is made elsewhere stays, and this is added behind
((call_expression
    function: [(member_expression object: (identifier) @sentry) (identifier) @named] @_start
    arguments: (arguments . (object (_ (#use! "made-integrations" @made)) @site) @options .))
  (#not-match? @made "^(\\[|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))

; The same in a variable: which call it goes to is not followed
((variable_declarator
    name: (identifier) @variable
    value: (object (_ (#use! "made-integrations" @elsewhere)) @site) @options)
  (#not-match? @elsewhere "^(\\[|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ dsn }), also handed as a constant: no integrations are named
((call_expression
    function: (_) @_start
    arguments: (arguments . (object) @options .)) @site
  (#not-match? @options "(?m)(^|[{,])\\s*[\"']?integrations[\"']?\\s*[:,(}]")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init"))
((lexical_declaration "const"
    (variable_declarator name: (identifier) @variable value: (object) @options)) @site
  (#not-match? @options "(?m)(^|[{,])\\s*[\"']?integrations[\"']?\\s*[:,(}]")
  (#fact-any-of? @variable "expo.options"))
