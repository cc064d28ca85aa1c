; sentry_sdk.init(before_send_log=drop_debug)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (_) @hook) @site))
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @_name "before_send_log" "before_send_metric"))

; sentry_sdk.init(_experiments={"before_send_log": drop_debug}), as older releases have it
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument
      name: (identifier) @_options
      value: (dictionary (pair key: (string (string_content) @_name) value: (_) @hook) @site))))
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_options "_experiments")
  (#any-of? @_name "before_send_log" "before_send_metric"))
