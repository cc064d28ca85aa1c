; Sentry.init({}), init({}), Sentry.Native.init({})
((call_expression function: (_) @_start) @site
  (#match? @_start "(^|\\.)init$")
  (#imported-from? @_start "@sentry/react-native" "sentry-expo"))

; import { init as start } from "@sentry/react-native"; start({})
((call_expression function: (identifier) @_start) @site
  (#not-eq? @_start "init")
  (#imported-from? @_start "@sentry/react-native#init" "sentry-expo#init"))

; the same where Sentry is assigned later: Sentry = require("@sentry/react-native")
((call_expression function: (_) @_start) @site
  (#match? @_start "^(\\w+\\.)?Sentry(\\.Native)?\\??\\.init$")
  (#set! by-name "assigned later, it has no import; taking a start for ours edits nothing"))

; sdk.init({ dsn })
((call_expression
    function: (member_expression property: (property_identifier) @_start)
    arguments: (arguments . (object [
      (pair key: (property_identifier) @_dsn)
      (shorthand_property_identifier) @_dsn
    ]))) @site
  (#eq? @_start "init")
  (#eq? @_dsn "dsn")
  (#set! by-name "an SDK handed on has no import; taking a start for ours edits nothing"))
