; Pattern order is preference order: what the app says itself comes before what a package does for it.

; def get_current_user(token: Annotated[str, Depends(oauth2_scheme)]): ... return user
((return_statement [(identifier) (call) (await) (attribute) (subscript) (conditional_expression) (dictionary)] @returned) @site
  (#enclosing? @site "(?i)^_?([a-z]+_)*?(current|auth|authed|authenticated|authorized|logged_?in|signed_?in|session|token|jwt|requesting)_([a-z]+_)*?(user|account|member|principal|customer|identity)(_[a-z]+)*$|^_?([a-z]+_)*?(user|account|member|principal|customer)_(from|by|of)_([a-z]+_)*?(token|jwt|session|cookie|credentials|header)s?$"))

; current_user = fastapi_users.current_user(active=True), and one that gets no name
([
    (assignment right: (call function: (attribute object: (_) @_users attribute: (identifier) @_current)) @users @bound @site)
    (call function: (attribute object: (_) @_users attribute: (identifier) @_current)) @users @site
  ]
  (#any-of? @_current "current_user" "current_user_token")
  (#bound-to? @_users "fastapi_users.*()"))
