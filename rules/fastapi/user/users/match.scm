; current_user = fastapi_users.current_user(active=True)
((assignment right: (call function: (attribute object: (_) @_users attribute: (identifier) @_current)) @site)
  (#any-of? @_current "current_user" "current_user_token")
  (#bound-to? @_users "fastapi_users.*()"))
