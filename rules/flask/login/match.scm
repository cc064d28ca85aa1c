; Pattern order is preference order: what holds for every request comes first.

; from flask_login import current_user
((import_from_statement module_name: (dotted_name) @login) @site
  (#match? @login "^flask_(login|security)(\\.|$)"))

; import flask_login
((import_statement name: (dotted_name) @login) @site
  (#match? @login "^flask_(login|security)(\\.|$)"))

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

; g.user = ...
((expression_statement
    (assignment left: (attribute object: (_) @_of attribute: (identifier) @_name) @global right: (_) @_value)) @site
  (#match? @_name "^(current_|logged_in_|auth_|authenticated_)?user$")
  (#bound-to? @_of "flask.g" "flask.globals.g" "flask.request" "flask.*_ctx_stack.top")
  (#not-match? @_value "^(None|False|\\{\\}|dict\\(\\)|\"\"|'')$")
  (#inside? @site "function_definition"))

; def login_required(view): def wrapper(...): current_user = User.query.get(...)
((expression_statement
    (assignment left: (identifier) @guard right: [(call) (await)] @_value)) @site
  (#any-of? @guard "user" "current_user")
  (#enclosing? @site "^_?(wrap|wrapper|wrapped|wrapped_view|inner|decorated|decorated_function|decorated_view|decorator)$"))

; user_id = get_jwt_identity()
((expression_statement
    (assignment left: (identifier) @identity right: (call function: [(identifier) (attribute)] @_function))) @site
  (#bound-to? @_function "flask_jwt_*.get_jwt_identity")
  (#inside? @site "function_definition"))

; session["user_id"] = user.id
((expression_statement
    (assignment left: (subscript value: (_) @_session subscript: (string) @key))) @site
  (#bound-to? @_session "flask.session" "flask.globals.session")
  (#match? @key "^[\"'](user|user_id|userid|uid|username|account_id|member_id|profile)[\"']$"))
