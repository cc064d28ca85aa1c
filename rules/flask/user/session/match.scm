; bind_app(app)
((expression_statement
    (call
      function: (identifier) @bind
      arguments: (argument_list . [(identifier) (attribute)] @app))) @site
  (#eq? @bind "bind_app")
  (#set! by-name "`keep` asks for the file it is bound in"))
