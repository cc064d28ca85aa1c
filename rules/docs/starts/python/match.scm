; sentry_sdk.init(dsn=…, send_default_pii=True)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list
      (keyword_argument name: (identifier) @name value: (_) @given) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @name "before_send" "environment" "release" "send_default_pii"))

; sentry_sdk.init(**settings)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (dictionary_splat) @site @elsewhere))
  (#imported-from? @_init "sentry_sdk.init"))

; sentry_sdk.init(…)
((call function: [(identifier) (attribute)] @_init) @site
  (#imported-from? @_init "sentry_sdk.init"))
