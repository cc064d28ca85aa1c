; withSentryConfig(config, { disableLogger: true })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (object [
    (pair key: (property_identifier) @_key)
    (shorthand_property_identifier) @_key
  ]) @site @options .))
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#any-of? @_key
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "disableSentryWebpackConfig" "excludeServerRoutes" "unstable_sentryWebpackPluginOptions"))

; const options = { disableLogger: true }, const options = { … } satisfies SentryBuildOptions
((variable_declarator value: [
    (object (pair key: (property_identifier) @_key)) @site @options
    (_ (object (pair key: (property_identifier) @_key)) @site @options)
  ])
  (#any-of? @_key
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "disableSentryWebpackConfig" "excludeServerRoutes" "unstable_sentryWebpackPluginOptions"))

; function options() { return { disableLogger: true } }
((return_statement (object (pair key: (property_identifier) @_key)) @site @options)
  (#any-of? @_key
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "disableSentryWebpackConfig" "excludeServerRoutes" "unstable_sentryWebpackPluginOptions"))
