; sentry_sdk.init(traces_sampler=sample)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (_) @sampler))) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_name "traces_sampler"))

; sentry_sdk.init(traces_sample_rate=0.2)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @key value: (_) @rate))) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @key "traces_sample_rate"))

; sentry_sdk.init(dsn, enable_tracing=True)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (true) @everything)) @_arguments) @site @bare
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_name "enable_tracing")
  (#not-match? @_arguments "\\b(traces_sampler|traces_sample_rate)\\s*="))

; sentry_sdk.init(dsn)
((call function: [(identifier) (attribute)] @_init arguments: (argument_list) @_arguments) @site @bare
  (#imported-from? @_init "sentry_sdk.init")
  (#not-match? @_arguments "\\b(traces_sampler|traces_sample_rate|enable_tracing)\\s*="))
