; Sentry.init({ tracesSampleRate: 0.2 })
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (pair
        key: (property_identifier) @key
        value: (number) @rate)) .)) @site
    (variable_declarator name: (identifier) @_variable value: (object (pair
        key: (property_identifier) @key
        value: (number) @rate))) @site
  ]
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options")
  (#eq? @key "tracesSampleRate")
  (#match? @rate "^0?\\.\\d*[1-9]\\d*$")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; Sentry.init({ tracesSampleRate: isProduction ? 0.1 : 1 })
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (pair
        key: (property_identifier) @key
        value: (ternary_expression consequence: (number) alternative: (number)) @rate)) .)) @site
    (variable_declarator name: (identifier) @_variable value: (object (pair
        key: (property_identifier) @key
        value: (ternary_expression consequence: (number) alternative: (number)) @rate))) @site
  ]
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options")
  (#eq? @key "tracesSampleRate")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))

; Sentry.init({ tracesSampleRate: Number(process.env.SENTRY_TRACES_SAMPLE_RATE ?? 0.1) }): what is never no number, and not off unless somebody says so
([
    (call_expression
      function: [(identifier) (member_expression)] @_init
      arguments: (arguments . (object (pair
        key: (property_identifier) @key
        value: (call_expression
          function: (_) @_number
          arguments: (arguments . (binary_expression operator: ["??" "||"] right: [(number) (string)] @_default) .)) @rate)) .)) @site
    (variable_declarator name: (identifier) @_variable value: (object (pair
        key: (property_identifier) @key
        value: (call_expression
          function: (_) @_number
          arguments: (arguments . (binary_expression operator: ["??" "||"] right: [(number) (string)] @_default) .)) @rate))) @site
  ]
  (#fact-any-of? @_variable "nextjs.literal_options" "nextjs.spread_options")
  (#eq? @key "tracesSampleRate")
  (#match? @_number "^(Number|(Number\\.)?parseFloat)$")
  (#not-match? @_default "^[\"']?0*(\\.0*)?[\"']?$")
  (#set! by-name "the language's own")
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))
