; Sentry.init({ dsn, ...shared })
((call_expression
    function: (_) @_start
    arguments: (arguments . (object (spread_element (identifier) @name)) .)) @site
  (#match? @_start "(?i)init\\w*$")
  (#imported-from? @_start "@sentry"))
