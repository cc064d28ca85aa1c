; sentry_sdk.init(dsn=…, send_default_pii=True)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list
      (keyword_argument name: (identifier) @name value: (_) @value) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @name "before_send" "environment" "release" "send_default_pii"))
