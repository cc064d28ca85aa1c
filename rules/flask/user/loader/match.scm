; @jwt.user_lookup_loader, @jwt.user_loader_callback_loader
((decorated_definition
    (decorator (attribute object: (_) @_manager attribute: (identifier) @_decorator))
    definition: (function_definition) @loader) @site
  (#any-of? @_decorator "user_lookup_loader" "user_loader_callback_loader")
  (#bound-to? @_manager "flask_jwt_extended.*()"))

; @auth.verify_password, @auth.verify_token
((decorated_definition
    (decorator (attribute object: (_) @_auth attribute: (identifier) @_decorator))
    definition: (function_definition) @loader) @site
  (#any-of? @_decorator "verify_password" "verify_token")
  (#bound-to? @_auth "flask_httpauth.*()" "apiflask.*Auth()"))

; jwt.user_lookup_loader(find_user)
((call
    function: (attribute object: (_) @_manager attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @wrapped .)) @site
  (#any-of? @_register "user_lookup_loader" "user_loader_callback_loader")
  (#bound-to? @_manager "flask_jwt_extended.*()"))

; auth.verify_password(check), but not user.verify_password(password), a method of a model
((call
    function: (attribute object: (_) @_auth attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @wrapped .)) @site
  (#any-of? @_register "verify_password" "verify_token")
  (#bound-to? @_auth "flask_httpauth.*()" "apiflask.*Auth()"))
