; sentry_sdk.init(before_send=drop_404, before_breadcrumb=shorten)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @name value: (_) @hook) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @name "before_breadcrumb" "before_send" "before_send_transaction"))
