; user_id = get_jwt_identity()
((expression_statement
    (assignment left: (identifier) @target right: (call function: [(identifier) (attribute)] @_function))) @site
  (#bound-to? @_function "flask_jwt_*.get_jwt_identity")
  (#inside? @site "function_definition"))
