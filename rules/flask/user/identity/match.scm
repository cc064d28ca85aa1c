; user_id = get_jwt_identity()
((expression_statement
    (assignment left: (identifier) @target right: (call function: [(identifier) (attribute)] @_function))) @site
  (#match? @_function "(^|\\.)get_jwt_identity$")
  (#inside? @site "function_definition"))
