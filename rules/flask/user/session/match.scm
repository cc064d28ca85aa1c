; bind_app(app)
((expression_statement
    (call
      function: (identifier) @_bind
      arguments: (argument_list . [(identifier) (attribute)] @app))) @site
  (#eq? @_bind "bind_app"))
