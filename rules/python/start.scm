; sentry_sdk.init(...), under whatever name
((call function: [(identifier) (attribute)] @_init) @site
  (#imported-from? @_init "sentry_sdk.init"))
