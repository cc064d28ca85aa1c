; @app.post("/login") def login(): ...
((decorated_definition
    (decorator (call function: [(identifier) (attribute)] @_method))
    definition: (function_definition name: (identifier) @_name)) @site
  (#match? @_method "(^|\\.)(post|route)$")
  (#match? @_name "(?i)^_?(do_|handle_|post_|user_)?(log_?in|sign_?in|authenticate)(_user|_submit)?$")
  (#set! by-name "nothing is edited: a person is told that it may be near"))

; jwt.decode(token)
((call function: (attribute) @_decode) @site (#imported-from? @_decode "jwt.decode" "jose.jwt"))
