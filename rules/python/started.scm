; sentry_sdk.init(...), under whatever name
((call function: [(identifier) (attribute)] @_init) @site
  (#imported-from? @_init "sentry_sdk.init" "sentry_sdk.integrations" "raven"))

; from brainzutils import sentry; from app.sentry_setup import init_sentry
(import_from_statement
  name: [(dotted_name) @_name (aliased_import name: (dotted_name) @_name)]
  (#match? @_name "(?i)^(init_|setup_|configure_|register_)?sentry(_init|_setup)?$")) @site

; from raven.contrib import Sentry; import sentry_sdk
(import_from_statement module_name: (dotted_name) @_module (#match? @_module "^(raven|sentry_sdk)(\\.|$)")) @site
(import_statement
  name: [(dotted_name) @_module (aliased_import name: (dotted_name) @_module)]
  (#match? @_module "^(raven|sentry_sdk)(\\.|$)")) @site
