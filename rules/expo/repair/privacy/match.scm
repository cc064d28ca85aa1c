; Sentry.init({ dsn })
((call_expression
    function: (_) @_start
    arguments: (arguments . (object) @options .)) @site
  (#match? @_start "(^|\\.)init$")
  (#imported-from? @_start "@sentry/react-native"))
