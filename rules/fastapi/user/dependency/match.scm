; def get_current_user(token: Annotated[str, Depends(oauth2_scheme)]): ... return user
((return_statement [(identifier) (call) (await) (attribute) (subscript) (conditional_expression) (dictionary)] @returned) @site
  (#enclosing? @site "(?i)^_?([a-z]+_)*?(current|auth|authed|authenticated|authorized|logged_?in|signed_?in|session|token|jwt|requesting)_([a-z]+_)*?(user|account|member|principal|customer|identity)(_[a-z]+)*$|^_?([a-z]+_)*?(user|account|member|principal|customer)_(from|by|of)_([a-z]+_)*?(token|jwt|session|cookie|credentials|header)s?$"))
