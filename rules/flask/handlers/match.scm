; @app.errorhandler(Exception)
; def answer(error):
;     if isinstance(error, HTTPException):
;         return error
;     ...
; What the handler answers by name, first thing, is expected: only the rest is reported.
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
        arguments: (argument_list . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)] .)))
    definition: (function_definition
      parameters: (parameters . [(identifier) @error (typed_parameter . (identifier) @error)])
      body: (block
        (if_statement
          condition: (call function: (identifier) @_isinstance)
          consequence: (block (return_statement) .)
          !alternative) @expected
        . (comment)* . (_) @_next) @_body)) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#any-of? @_kind "Exception" "BaseException")
  (#not-inside? @site "class_definition")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter")
  (#eq? @_isinstance "isinstance")
  (#set! by-name "`isinstance` is Python's own")
  (#match? @_body "^(?:(?:\"\"\"[\\s\\S]*?\"\"\"|#[^\\n]*)\\s*)*if isinstance\\(")
  (#not-match? @_next "^(if isinstance\\(|#)")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))

; @app.errorhandler(Exception), @app.errorhandler(code_or_exception=Exception)
; def answer(error): ...
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
        arguments: (argument_list . [(identifier) @_kind (keyword_argument value: (identifier) @_kind)] .)))
    definition: (function_definition
      parameters: (parameters . [(identifier) @error (typed_parameter . (identifier) @error)])
      body: (block) @_body) @handler) @site
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#any-of? @_kind "Exception" "BaseException")
  (#not-inside? @site "class_definition")
  (#bound-to? @_receiver "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))
