; sentry_sdk.init(before_send=drop_404)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (_) @hook) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @_name "before_send" "before_send_transaction"))
