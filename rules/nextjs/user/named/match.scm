; Sentry.setUser({...}); without a user it only forgets
((call_expression
    function: [(identifier) (member_expression)] @_name
    arguments: (arguments . [(object) (identifier) (ternary_expression)])) @site
  (#match? @_name "\\bsetUser$")
  (#imported-from? @_name "@sentry"))
