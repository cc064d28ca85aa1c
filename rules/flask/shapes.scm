; Shapes of the rules about Flask.

; Whose routes and handlers they are decides: an app, a group of routes, or what a function that registers them is handed.
((#shape! "of-an-app" @owner)
  (#bound-to? @owner "flask.constructors()" "flask*.*()" "flask*.*().namespace()" "apiflask.*()" "flask.current_app" "parameter"))

; Exception, BaseException
([(identifier) @_kind (keyword_argument value: (identifier) @_kind)]
  (#shape! "every-exception")
  (#any-of? @_kind "Exception" "BaseException"))

; app.errorhandler(Exception), app.errorhandler(code_or_exception=Exception)
((call
    function: (attribute object: (_) @_receiver attribute: (identifier) @_register)
    arguments: (argument_list . (_ (#use! "every-exception")) .))
  (#shape! "registers-a-handler")
  (#any-of? @_register "errorhandler" "app_errorhandler")
  (#use! "of-an-app" @_receiver))

; (error), (error: Exception)
((parameters . [(identifier) @error (typed_parameter . (identifier) @error)])
  (#shape! "takes-the-error"))

; What the handler answers by name, first thing, is expected: only the rest is reported.
;     if isinstance(error, HTTPException):
;         return error
((if_statement
    condition: (call function: (identifier) @_isinstance)
    consequence: (block (return_statement) .)
    !alternative) @expected
  . (comment)* . (_) @_next
  (#shape! "expects-some")
  (#eq? @_isinstance "isinstance")
  (#set! by-name "`isinstance` is Python's own")
  (#match? @_body "^(?:(?:\"\"\"[\\s\\S]*?\"\"\"|#[^\\n]*)\\s*)*if isinstance\\(")
  (#not-match? @_next "^(if isinstance\\(|#)"))

((#shape! "reports-nothing")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))
