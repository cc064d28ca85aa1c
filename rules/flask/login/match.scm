; Pattern order is preference order: what holds for every request comes first.

; from flask_login import current_user
((import_from_statement module_name: (dotted_name) @login) @site
  (#match? @login "^flask_(login|security)(\\.|$)"))

; import flask_login
((import_statement name: (dotted_name) @login) @site
  (#match? @login "^flask_(login|security)(\\.|$)"))

; @jwt.user_lookup_loader, @auth.verify_password
((decorated_definition
    (decorator (attribute attribute: (identifier) @_decorator))
    definition: (function_definition) @loader) @site
  (#any-of? @_decorator "user_lookup_loader" "user_loader_callback_loader" "verify_password" "verify_token"))

; jwt.user_lookup_loader(find_user)
((call
    function: (attribute attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @loader .)) @site
  (#any-of? @_register "user_lookup_loader" "user_loader_callback_loader" "verify_password" "verify_token"))

; g.user = ...
((expression_statement
    (assignment left: (attribute) @global right: (_) @_value)) @site
  (#match? @global "^(flask\\.)?(g|request|_request_ctx_stack\\.top|_app_ctx_stack\\.top)\\.(current_|logged_in_|auth_|authenticated_)?user$")
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
  (#match? @_function "(^|\\.)get_jwt_identity$")
  (#inside? @site "function_definition"))

; session["user_id"] = user.id
((expression_statement
    (assignment left: (subscript value: (_) @_session subscript: (string) @key))) @site
  (#match? @_session "^(flask\\.)?session$")
  (#match? @key "^[\"'](user|user_id|userid|uid|username|account_id|member_id|profile)[\"']$"))
