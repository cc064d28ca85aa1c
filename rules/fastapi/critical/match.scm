; Whose routes they are decides: an app, a router, or what a function that registers them is handed.

; @router.post("/token") def token(form: Annotated[OAuth2PasswordRequestForm, Depends()]): a name and a password arrive
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list . [(string) (concatenated_string)] @path)) @site)
    definition: (_
      name: (identifier) @name
      parameters: (parameters (_ type: (type [
        (_) @form
        (generic_type (type_parameter . (type (_) @form)))
        (subscript . (_) . (_) @form)
      ])))) @view)
  (#any-of? @method "post" "api_route")
  (#bound-to? @owner "fastapi.constructors()" "fastapi.router_classes()" "parameter")
  (#bound-to? @form "fastapi.security.OAuth2PasswordRequestForm*" "fastapi.security.oauth2.OAuth2PasswordRequestForm*"))

; @router.post("/pay")
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list . [(string) (concatenated_string)] @path)) @site)
    definition: (_ name: (identifier) @name) @view)
  (#any-of? @method "get" "post" "put" "patch" "delete" "api_route" "websocket")
  (#bound-to? @owner "fastapi.constructors()" "fastapi.router_classes()" "parameter")
  (#match? @path "^\\(?[a-zA-Z]*(\"/|'/|\"\"|''|\"\\{|'\\{)"))

; @router.post(path="/pay"), @router.post(response_model=Receipt, path="/pay")
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list (keyword_argument name: (identifier) @_keyword value: (_) @path))) @site)
    definition: (_ name: (identifier) @name) @view)
  (#any-of? @method "get" "post" "put" "patch" "delete" "api_route" "websocket")
  (#eq? @_keyword "path")
  (#bound-to? @owner "fastapi.constructors()" "fastapi.router_classes()" "parameter"))

; router.add_api_route("/pay", pay, methods=["POST"])
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list . (_) @path . [(identifier) (attribute)] @name @wrapped)) @site
  (#eq? @method "add_api_route")
  (#bound-to? @owner "fastapi.constructors()" "fastapi.router_classes()" "parameter"))

; router.add_api_route("/pay", endpoint=pay)
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . (_) @path
      (keyword_argument name: (identifier) @_keyword value: [(identifier) (attribute)] @name @wrapped))) @site
  (#eq? @method "add_api_route")
  (#eq? @_keyword "endpoint")
  (#bound-to? @owner "fastapi.constructors()" "fastapi.router_classes()" "parameter"))

; app.include_router(fastapi_users.get_auth_router(backend), prefix="/auth/jwt")
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . (call function: (attribute object: (_) @_users attribute: (identifier) @name)) @wrapped @path)) @site
  (#eq? @method "include_router")
  (#any-of? @name "get_auth_router" "get_oauth_router" "get_register_router" "get_reset_password_router" "get_verify_router")
  (#bound-to? @_users "fastapi_users.*()")
  (#set! by-name "whatever takes a router of FastAPI Users serves it"))
