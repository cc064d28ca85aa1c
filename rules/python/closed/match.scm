; sentry_sdk.init(**SETTINGS), sentry_sdk.init(*arguments), sentry_sdk.init({"dsn": …})
((call
    function: [(identifier) (attribute)] @_init
    arguments: (argument_list [(dictionary_splat) (list_splat) (dictionary)] @arguments)) @site
  (#imported-from? @_init "sentry_sdk.init"))

; if dsn: import sentry_sdk
((import_statement name: [(dotted_name) @_sdk (aliased_import name: (dotted_name) @_sdk)] @optional) @site
  (#match? @_sdk "^sentry_sdk(\\.|$)")
  (#inside? @site "function_definition" "try_statement" "if_statement"))

; try: from sentry_sdk import init
((import_from_statement module_name: (dotted_name) @_sdk @optional) @site
  (#match? @_sdk "^sentry_sdk(\\.|$)")
  (#inside? @site "function_definition" "try_statement" "if_statement"))
