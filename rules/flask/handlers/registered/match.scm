; app.register_error_handler(Exception, answer)
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @_kind . [(identifier) (attribute)] @handler .)) @site
  (#eq? @_register "register_error_handler")
  (#any-of? @_kind "Exception" "BaseException")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter"))
