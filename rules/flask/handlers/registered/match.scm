; app.register_error_handler(Exception, answer), by position or by name
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list
      . (_ (#use! "every-exception"))
      . [(identifier) @handler (attribute) @handler (keyword_argument value: (_) @handler)] .)) @site
  (#eq? @_register "register_error_handler")
  (#use! "of-an-app" @_receiver))

; app.errorhandler(Exception)(answer)
((call
    function: (_ (#use! "registers-a-handler"))
    arguments: (argument_list . [(identifier) @handler (attribute) @handler] .)) @site)
