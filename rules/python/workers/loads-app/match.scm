; sentry_sdk.init(dsn)
((call function: [(identifier) (attribute)] @starts) @site
  (#imported-from? @starts "sentry_sdk.init"))

; app = create_app()
((call function: [(identifier) (attribute)] @callee) @site)

; from shop import app
(import_from_statement name: [(dotted_name) @name (aliased_import alias: (identifier) @name)]) @site
