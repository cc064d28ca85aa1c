; g.user = User.query.get(session["user_id"])
((expression_statement
    (assignment left: (attribute) @target right: (_) @_value)) @site
  (#match? @target "^(flask\\.)?(g|request|_request_ctx_stack\\.top|_app_ctx_stack\\.top)\\.(current_|logged_in_|auth_|authenticated_)?user$")
  (#not-match? @_value "^(None|False|\\{\\}|dict\\(\\)|\"\"|'')$")
  (#inside? @site "function_definition"))
