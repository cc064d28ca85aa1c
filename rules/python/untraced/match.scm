; sentry_sdk.init(auto_enabling_integrations=False), and no integration of the framework in a list
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list
      (keyword_argument name: (identifier) @integration value: (false))) @_arguments) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#any-of? @integration "auto_enabling_integrations" "default_integrations")
  (#not-match? @_arguments "(Bottle|FastApi|Flask|Starlette)Integration"))

; sentry_sdk.init(enable_tracing=False)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_tracing value: (false)))) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_tracing "enable_tracing"))

; sentry_sdk.init(traces_sample_rate=None)
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list (keyword_argument name: (identifier) @_rate value: (none)))) @site
  (#imported-from? @_init "sentry_sdk.init")
  (#eq? @_rate "traces_sample_rate"))
