; @jwt.user_lookup_loader, @auth.verify_password
((decorated_definition
    (decorator (attribute attribute: (identifier) @_decorator))
    definition: (function_definition) @loader) @site
  (#any-of? @_decorator "user_lookup_loader" "user_loader_callback_loader" "verify_password" "verify_token"))
