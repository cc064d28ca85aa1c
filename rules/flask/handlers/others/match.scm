; app.register_error_handler(Exception, self.answer), and a lambda or what a call gives instead
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list
      . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)]
      . [(attribute object: (identifier) @_self) (lambda) (call)
         (keyword_argument value: [(attribute object: (identifier) @_self) (lambda) (call)])] .) @_arguments) @site
  (#eq? @_register "register_error_handler")
  (#any-of? @_kind "Exception" "BaseException")
  (#eq? @_self "self")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter")
  (#not-match? @_arguments "capture_exception"))

; class Server:
;     def __init__(self):
;         @self.app.errorhandler(Exception)
;         def answer(error): ...
((decorated_definition
    (decorator
      (call
        function: (attribute attribute: (identifier) @_register)
        arguments: (argument_list . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)] .)))
    definition: (function_definition body: (block) @_body)) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#any-of? @_kind "Exception" "BaseException")
  (#set! by-name "a person is told, and nothing is edited")
  (#inside? @site "class_definition")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))
