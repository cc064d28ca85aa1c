; Sentry.setUser({ id: user.id, email: user.email })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments . (object
      [(pair key: (property_identifier) @_id) (shorthand_property_identifier) @_id]
      (pair key: (property_identifier) @key value: [(member_expression) (call_expression) (subscript_expression)] @value) @site)))
  (#eq? @_id "id")
  (#match? @called "(^|\\.)setUser$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))

; Sentry.setUser({ email: user.email, id: user.id })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments . (object
      (pair key: (property_identifier) @key value: [(member_expression) (call_expression) (subscript_expression)] @value) @site
      [(pair key: (property_identifier) @_id) (shorthand_property_identifier) @_id])))
  (#eq? @_id "id")
  (#match? @called "(^|\\.)setUser$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))
