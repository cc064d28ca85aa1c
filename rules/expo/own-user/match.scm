; Sentry.setUser({ id }), but not setUser(null)
((call_expression function: (_) @_set arguments: (arguments . [(object) (identifier) (member_expression) (call_expression) (ternary_expression)])) @site
  (#match? @_set "(^|\\.)setUser$")
  (#imported-from? @_set "@sentry/react-native" "sentry-expo"))
