; app.register_error_handler(Exception, self.answer)
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list . (identifier) @_kind . (attribute object: (identifier) @_self) .)) @site
  (#eq? @_register "register_error_handler")
  (#any-of? @_kind "Exception" "BaseException")
  (#eq? @_self "self")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask.current_app" "parameter"))

; class Server:
;     def __init__(self):
;         @self.app.errorhandler(Exception)
;         def answer(error): ...
((decorated_definition
    (decorator
      (call
        function: (attribute attribute: (identifier) @_register)
        arguments: (argument_list . (identifier) @_kind .)))
    definition: (function_definition body: (block) @_body)) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#any-of? @_kind "Exception" "BaseException")
  (#set! by-name "a person is told, and nothing is edited")
  (#inside? @site "class_definition")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))
