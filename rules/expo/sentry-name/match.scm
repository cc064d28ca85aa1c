; import * as Sentry from "@sentry/react-native"
((import_statement
    (import_clause (namespace_import (identifier) @name))
    source: (string (string_fragment) @_module)) @site
  (#eq? @_module "@sentry/react-native"))

; import * as Sentry from "sentry-expo", import Sentry from "sentry-expo": an upgrade away
((import_statement
    (import_clause . [(namespace_import (identifier) @name) (identifier) @name] .)
    source: (string (string_fragment) @_module)) @site
  (#eq? @_module "sentry-expo"))
