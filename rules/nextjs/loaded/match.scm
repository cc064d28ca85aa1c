; import("./sentry.server.config"), require("../sentry.edge.config"), import "./sentry.server.config"
((string) @site @loaded
  (#match? @loaded "/sentry\\.(server|edge)\\.config(\\.\\w+)?[\"']$"))

; Sentry.init({ … })
((call_expression function: [(identifier) (member_expression)] @_init) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))
