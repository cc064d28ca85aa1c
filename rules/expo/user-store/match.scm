; export const useAuthStore = create<AuthState>()((set) => ({ user: null }))
((lexical_declaration (variable_declarator
    name: (identifier) @store
    value: (call_expression) @_value)) @site
  (#match? @store "^use(Auth\\w*|User|Session|Account)Store$|^useAuth$")
  (#match? @_value "^create\\b")
  (#match? @_value "[\\s{,(]user:")
  (#not-inside? @site "statement_block"))
