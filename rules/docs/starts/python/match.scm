; sentry_sdk.init(dsn=…, send_default_pii=True)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list
      (keyword_argument name: (identifier) @name value: (_) @given) @site)) @start
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @name "before_send" "enable_logs" "enable_tracing" "environment" "profile_session_sample_rate" "profiles_sample_rate" "profiles_sampler" "release" "send_default_pii" "traces_sample_rate" "traces_sampler"))

; sentry_sdk.init(**settings)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (dictionary_splat) @site @elsewhere))
  (#imported-from? @_init "sentry_sdk.init"))

; sentry_sdk.init(…)
((call function: [(identifier) (attribute)] @_init) @site
  (#imported-from? @_init "sentry_sdk.init"))
