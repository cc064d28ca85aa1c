; withSentryConfig(config, { hideSourceMaps: true })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments (object (pair key: (property_identifier) @site))))
  (#match? @_wrapper "(^|\\.)withSentryConfig$")
  (#any-of? @site
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "excludeServerRoutes" "hideSourceMaps" "sentry" "transpileClientSDK" "unstable_sentryWebpackPluginOptions"))

; const options = { hideSourceMaps: true }
((variable_declarator value: (object (pair key: (property_identifier) @site)))
  (#any-of? @site
    "autoInstrumentAppDirectory" "autoInstrumentMiddleware" "autoInstrumentServerFunctions" "automaticVercelMonitors"
    "disableLogger" "excludeServerRoutes" "hideSourceMaps" "sentry" "transpileClientSDK" "unstable_sentryWebpackPluginOptions"))
