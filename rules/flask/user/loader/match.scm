; @jwt.user_lookup_loader, @auth.verify_password
((decorated_definition
    (decorator (attribute attribute: (identifier) @_decorator))
    definition: (function_definition) @loader) @site
  (#any-of? @_decorator "user_lookup_loader" "user_loader_callback_loader" "verify_password" "verify_token"))

; jwt.user_lookup_loader(find_user)
((call
    function: (attribute attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @wrapped .)) @site
  (#any-of? @_register "user_lookup_loader" "user_loader_callback_loader" "verify_password" "verify_token"))
