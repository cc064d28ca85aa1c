; Sentry.init({ tracesSampler: sample })
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (pair key: (property_identifier) @_name value: (_) @sampler) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (pair key: (property_identifier) @_name value: (_) @sampler) @site) @options)
  ]
  (#eq? @_name "tracesSampler")
  (#not-match? @sampler "^criticalScreensOr")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ tracesSampleRate: 0.2 }): 0 and 1 say all there is to say
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (pair key: (property_identifier) @key value: (_) @rate) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (pair key: (property_identifier) @key value: (_) @rate) @site) @options)
  ]
  (#eq? @key "tracesSampleRate")
  (#not-match? @rate "^([01](\\.0*)?|undefined|null)$|EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))

; Sentry.init({ tracesSampleRate: Number(process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1) }), as this run adds it
([
    (call_expression
      function: (_) @_start
      arguments: (arguments . (object (pair key: (property_identifier) @key value: (call_expression) @ours) @site) @options .))
    (variable_declarator
      name: (identifier) @variable
      value: (object (pair key: (property_identifier) @key value: (call_expression) @ours) @site) @options)
  ]
  (#eq? @key "tracesSampleRate")
  (#match? @ours "EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE")
  (#imported-from? @_start "@sentry/react-native#init" "@sentry/react-native.init")
  (#fact-any-of? @variable "expo.options"))
