; import * as Sentry from "@sentry/react-native"
((import_statement
    (import_clause (namespace_import (identifier) @name))
    source: (string (string_fragment) @_module)) @site
  (#eq? @_module "@sentry/react-native"))
