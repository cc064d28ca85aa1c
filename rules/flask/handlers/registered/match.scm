; app.register_error_handler(Exception, answer), by position or by name
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list
      . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)]
      . [(identifier) @handler (attribute) @handler (keyword_argument value: (_) @handler)] .)) @site
  (#eq? @_register "register_error_handler")
  (#any-of? @_kind "Exception" "BaseException")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter"))

; app.errorhandler(Exception)(answer)
((call
    function: (call
      function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
      arguments: (argument_list . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)] .))
    arguments: (argument_list . [(identifier) @handler (attribute) @handler] .)) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#any-of? @_kind "Exception" "BaseException")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter"))
