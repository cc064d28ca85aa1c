; (user), its type behind it in TypeScript
((formal_parameters . [(required_parameter pattern: (identifier) @account) (identifier) @account] .)
  (#shape! "only-parameter"))

; (event, session)
((formal_parameters . (_) . [(required_parameter pattern: (identifier) @account) (identifier) @account] .)
  (#shape! "second-parameter"))

; onAuthStateChanged(auth, (user: User | null) => {}), of Firebase
((call_expression
    function: (_) @_listen
    arguments: (arguments [
      (arrow_function parameters: (_ (#use! "only-parameter")) body: (statement_block))
      (function_expression parameters: (_ (#use! "only-parameter")))
    ] @site @firebase))
  (#bound-to? @_listen "*firebase*#*onAuthStateChanged" "*firebase*#*().onAuthStateChanged"))

; auth().onAuthStateChanged(user => {})
((call_expression
    function: (_) @_listen
    arguments: (arguments (arrow_function parameter: (identifier) @account body: (statement_block)) @site @firebase))
  (#bound-to? @_listen "*firebase*#*onAuthStateChanged" "*firebase*#*().onAuthStateChanged"))

; supabase.auth.onAuthStateChange((event, session) => {})
((call_expression
    function: (member_expression object: (_) @_auth property: (property_identifier) @_listen)
    arguments: (arguments . [
      (arrow_function parameters: (_ (#use! "second-parameter")) body: (statement_block))
      (function_expression parameters: (_ (#use! "second-parameter")))
    ] @site @supabase))
  (#eq? @_listen "onAuthStateChange") (#bound-to? @_auth "*supabase*#*.auth" "*supabase*#*().auth"))

; const AuthProvider = () => { const [user, setUser] = useState(null)
((lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @account (identifier))
    value: (call_expression function: (_) @_use))) @site @state
  (#match? @_use "^(React\\.)?useState$")
  (#imported-from? @_use "react")
  (#match? @account "^(user|currentUser|authUser|loggedInUser|account)$")
  (#enclosing? @site "(?i)^(use)?(auth\\w*|session|user|account)(context)?provider$|^useProvideAuth$"))

; const [session, setSession] = useState<Session | null>(null), of Supabase
((lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @account @session (identifier))
    value: (call_expression function: (_) @_use type_arguments: (_) @_type))) @site @state
  (#match? @_use "^(React\\.)?useState$")
  (#imported-from? @_use "react")
  (#eq? @account "session")
  (#match? @_type "\\bSession\\b")
  (#enclosing? @site "(?i)^(use)?(auth\\w*|session|user|account)(context)?provider$|^useProvideAuth$"))

; export const useAuthStore = create<AuthState>()((set) => ({ user: null }))
((lexical_declaration (variable_declarator
    name: (identifier) @store
    value: (call_expression function: [(identifier) @_create (call_expression function: (identifier) @_create)]) @_value)) @site
  (#match? @store "^use(Auth\\w*|User|Session|Account)Store$|^useAuth$")
  (#imported-from? @_create "zustand")
  (#match? @_value "[\\s{,(]user:")
  (#not-inside? @site "statement_block"))

; export const store = configureStore({ reducer: { auth: authReducer } })
((lexical_declaration (variable_declarator
    name: (identifier) @store
    value: (call_expression function: (identifier) @_make arguments: (arguments . (object (pair
      key: (property_identifier) @_reducer
      value: (object (pair key: (property_identifier) @slice value: [(identifier) @reducer (member_expression object: (identifier) @reducer)])))))))) @site
  (#imported-from? @_make "@reduxjs/toolkit#configureStore")
  (#eq? @_reducer "reducer")
  (#match? @slice "(?i)auth|user|session|account"))
