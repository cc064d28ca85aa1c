; export const useAuthStore = create<AuthState>()((set) => ({ user: null }))
((lexical_declaration (variable_declarator
    name: (identifier) @store
    value: (call_expression
      function: [(identifier) @_create (call_expression function: (identifier) @_create)]) @_value)) @site
  (#match? @store "^use(Auth\\w*|User|Session|Account)Store$|^useAuth$")
  (#imported-from? @_create "zustand")
  (#match? @_value "[\\s{,(]user:")
  (#not-inside? @site "statement_block"))
