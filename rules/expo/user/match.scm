; const AuthProvider = () => { const [user, setUser] = useState(null)
((lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @account (identifier))
    value: (call_expression function: (_) @_use))) @site
  (#match? @_use "^(React\\.)?useState$")
  (#imported-from? @_use "react")
  (#match? @account "^(user|currentUser|authUser|loggedInUser|account)$")
  (#enclosing? @site "(?i)^(use)?(auth\\w*|session|user|account)(context)?provider$|^useProvideAuth$"))

; const [session, setSession] = useState<Session | null>(null), of Supabase
((lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @account @session (identifier))
    value: (call_expression function: (_) @_use type_arguments: (_) @_type))) @site
  (#match? @_use "^(React\\.)?useState$")
  (#imported-from? @_use "react")
  (#eq? @account "session")
  (#match? @_type "\\bSession\\b")
  (#enclosing? @site "(?i)^(use)?(auth\\w*|session|user|account)(context)?provider$|^useProvideAuth$"))
