; app.register_error_handler(Exception, self.answer), and a lambda or what a call gives instead
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list
      . (_ (#use! "every-exception"))
      . [(attribute object: (identifier) @_self) (lambda) (call)
         (keyword_argument value: [(attribute object: (identifier) @_self) (lambda) (call)])] .) @_arguments) @site
  (#eq? @_register "register_error_handler")
  (#eq? @_self "self")
  (#use! "of-an-app" @_receiver)
  (#not-match? @_arguments "capture_exception"))

; class Server:
;     def __init__(self):
;         @self.app.errorhandler(Exception)
;         def answer(error): ...
((decorated_definition
    (decorator
      (call
        function: (attribute attribute: (identifier) @_register)
        arguments: (argument_list . (_ (#use! "every-exception")) .)))
    definition: (function_definition body: (block) @_body)) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#set! by-name "a person is told, and nothing is edited")
  (#inside? @site "class_definition")
  (#use! "reports-nothing"))
