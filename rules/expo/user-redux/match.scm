; export const store = configureStore({ reducer: { auth: authReducer } })
((lexical_declaration (variable_declarator
    name: (identifier) @store
    value: (call_expression
      function: (identifier) @_make
      arguments: (arguments . (object (pair
        key: (property_identifier) @_reducer
        value: (object (pair
          key: (property_identifier) @slice
          value: [(identifier) @reducer (member_expression object: (identifier) @reducer)])))))))) @site
  (#imported-from? @_make "@reduxjs/toolkit#configureStore")
  (#eq? @_reducer "reducer")
  (#match? @slice "(?i)auth|user|session|account"))
