; Sentry.init({ integrations: [replay()] }), also where a function makes the list, or the same in a constant
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (_ (#use! "listed-integrations")) @site) @options .))
    (variable_declarator
      name: (identifier) @_variable
      value: (object (_ (#use! "listed-integrations")) @site) @options)
  ]
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))

; Sentry.init({ integrations }): a list that is made elsewhere stays, and this is added behind
((call_expression
    function: [(member_expression object: (identifier) @sentry) (identifier) @named] @_init
    arguments: (arguments . (object (_ (#use! "made-integrations" @made)) @site) @options .))
  (#not-match? @made "^(\\[|privacy\\.|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; The same in a constant: which call it goes to is not followed
((variable_declarator
    name: (identifier) @_variable
    value: (object (_ (#use! "made-integrations" @elsewhere)) @site) @options)
  (#not-match? @elsewhere "^(\\[|privacy\\.|[^{]*(=>\\s*\\[|\\{\\s*return\\s*\\[))")
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options"))
