; sentry_sdk.init(os.environ["SENTRY_DSN"])
((call function: [(identifier) (attribute)] @_init arguments: (argument_list) @dsn) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#match? @dsn "[\"']SENTRY_DSN[\"']"))

; sentry_sdk.init(dsn): it is going to have an environment
((call function: [(identifier) (attribute)] @_init arguments: (argument_list) @environment) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#not-match? @environment "\\benvironment\\s*="))

; sentry_sdk.init(dsn): a release
((call function: [(identifier) (attribute)] @_init arguments: (argument_list) @release) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#not-match? @release "\\brelease\\s*="))

; sentry_sdk.init(dsn): and a rate
((call function: [(identifier) (attribute)] @_init arguments: (argument_list) @rate) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#not-match? @rate "\\b(traces_sampler|traces_sample_rate|enable_tracing)\\s*="))
