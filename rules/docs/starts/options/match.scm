; Sentry.init(options)
((call_expression
    function: (_) @_init
    arguments: (arguments . (identifier) @name .)) @site
  (#match? @_init "(?i)init\\w*$")
  (#imported-from? @_init "@sentry"))
