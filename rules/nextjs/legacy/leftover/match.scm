; withSentryConfig(config, { hideSourceMaps: false })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (object [
    (pair key: (property_identifier) @site)
    (shorthand_property_identifier) @site
    (method_definition name: (property_identifier) @site)
  ])))
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#any-of? @site
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "disableSentryWebpackConfig" "excludeServerRoutes" "hideSourceMaps" "transpileClientSDK"
    "unstable_sentryWebpackPluginOptions"))

; const options = { hideSourceMaps: false }, const config = { sentry: { … } }
((variable_declarator value: (object (pair key: (property_identifier) @site)))
  (#any-of? @site
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "disableSentryWebpackConfig" "excludeServerRoutes" "hideSourceMaps" "sentry" "transpileClientSDK"
    "unstable_sentryWebpackPluginOptions"))
