; withSentryConfig(config, { hideSourceMaps: true })
((call_expression
  function: [(identifier) (member_expression)] @_wrapper
  arguments: (arguments . (_) . (object (pair key: (property_identifier) @_key value: [(true) (false)])) @site @options .))
  (#bound-to? @_wrapper "@sentry/nextjs*#*withSentryConfig")
  (#any-of? @_key "hideSourceMaps" "transpileClientSDK"))

; const options = { hideSourceMaps: true }, const options = { … } satisfies SentryBuildOptions
((variable_declarator value: [
    (object (pair key: (property_identifier) @_key value: [(true) (false)])) @site @options
    (_ (object (pair key: (property_identifier) @_key value: [(true) (false)])) @site @options)
  ])
  (#any-of? @_key "hideSourceMaps" "transpileClientSDK"))

; function options() { return { hideSourceMaps: true } }
((return_statement (object (pair key: (property_identifier) @_key value: [(true) (false)])) @site @options)
  (#any-of? @_key "hideSourceMaps" "transpileClientSDK"))
