; def get_current_active_user(user: CurrentUser): return user
((function_definition
    name: (identifier) @name
    parameters: (parameters [
      (identifier) @_given
      (typed_parameter . (identifier) @_given)
      (default_parameter name: (identifier) @_given)
      (typed_default_parameter name: (identifier) @_given)
    ])
    body: (block (return_statement (identifier) @_returned))) @site
  (#eq? @_given @_returned))
