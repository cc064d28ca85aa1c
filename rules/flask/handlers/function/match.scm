; def answer(error):
;     if isinstance(error, HTTPException):
;         return error
;     ...
((function_definition
    name: (identifier) @name
    parameters: (_ (#use! "takes-the-error"))
    body: (block (_ (#use! "expects-some"))) @_body) @site
  (#use! "reports-nothing"))

; def answer(error): ...
((function_definition
    name: (identifier) @name
    parameters: (_ (#use! "takes-the-error"))
    body: (block) @_body) @site @handler
  (#use! "reports-nothing"))
