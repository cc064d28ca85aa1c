; g.user = User.query.get(session["user_id"])
((expression_statement
    (assignment left: (attribute object: (_) @_of attribute: (identifier) @_name) @target right: (_) @_value)) @site
  (#match? @_name "^(current_|logged_in_|auth_|authenticated_)?user$")
  (#bound-to? @_of "flask.g" "flask.globals.g" "flask.request" "flask.*_ctx_stack.top")
  (#not-match? @_value "^(None|False|\\{\\}|dict\\(\\)|\"\"|'')$")
  (#inside? @site "function_definition"))
