; sentry_sdk.init(before_breadcrumb=shorten)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (_) @hook) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_name "before_breadcrumb"))
