; @app.errorhandler(Exception)
; def answer(error):
;     if isinstance(error, HTTPException):
;         return error
;     ...
((decorated_definition
    (decorator (_ (#use! "registers-a-handler")))
    definition: (function_definition
      parameters: (_ (#use! "takes-the-error"))
      body: (block (_ (#use! "expects-some"))) @_body)) @site
  (#not-inside? @site "class_definition")
  (#use! "reports-nothing"))

; @app.errorhandler(Exception), @app.errorhandler(code_or_exception=Exception)
; def answer(error): ...
((decorated_definition
    (decorator (_ (#use! "registers-a-handler")))
    definition: (function_definition
      parameters: (_ (#use! "takes-the-error"))
      body: (block) @_body) @handler) @site
  (#not-inside? @site "class_definition")
  (#use! "reports-nothing"))
