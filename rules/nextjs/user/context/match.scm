; const AuthProvider = () => { const [user, setUser] = useState(null)
((lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @account (identifier))
    value: (call_expression function: (_) @_use))) @site
  (#match? @_use "^(React\\.)?useState$")
  (#imported-from? @_use "react")
  (#match? @account "^(user|currentUser|authUser|loggedInUser|account|me)$")
  (#enclosing? @site "(?i)^(use)?(\\w*auth\\w*|session|user|account)(context)?provider$|^useProvideAuth$"))
