; Sentry.init(options)
((call_expression
    function: (_) @_start
    arguments: (arguments . (identifier) @name .)) @site
  (#match? @_start "(?i)init\\w*$")
  (#imported-from? @_start "@sentry"))

; options.dsn = dsn: they are put together in several places
((assignment_expression left: (member_expression object: (identifier) @changed)) @site)

; complete(options)
((call_expression function: (_) @_other arguments: (arguments (identifier) @changed)) @site
  (#not-imported-from? @_other "@sentry"))
