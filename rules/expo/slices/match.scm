; createSlice({ name: "auth", initialState: { user: null } })
((call_expression
    function: (identifier) @_create
    arguments: (arguments . (object (pair
      key: (property_identifier) @_initial
      value: (object (pair key: (property_identifier) @account value: [(null) (undefined)])))))) @site
  (#imported-from? @_create "@reduxjs/toolkit#createSlice")
  (#eq? @_initial "initialState")
  (#any-of? @account "user" "currentUser" "account"))

; const initialState: AuthState = { user: null }
((variable_declarator
    name: (identifier) @_initial
    value: (object (pair key: (property_identifier) @account value: [(null) (undefined)]))) @site
  (#match? @_initial "^(initial\\w*State|initialState)$")
  (#any-of? @account "user" "currentUser" "account"))
