; def answer(error):
;     if isinstance(error, HTTPException):
;         return error
;     ...
((function_definition
    name: (identifier) @name
    parameters: (parameters . [(identifier) @error (typed_parameter . (identifier) @error)])
    body: (block
      (if_statement
        condition: (call function: (identifier) @_isinstance)
        consequence: (block (return_statement) .)
        !alternative) @expected
      . (comment)* . (_) @_next) @_body) @site
  (#eq? @_isinstance "isinstance")
  (#set! by-name "`isinstance` is Python's own")
  (#match? @_body "^(?:(?:\"\"\"[\\s\\S]*?\"\"\"|#[^\\n]*)\\s*)*if isinstance\\(")
  (#not-match? @_next "^(if isinstance\\(|#)")
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))

; def answer(error): ...
((function_definition
    name: (identifier) @name
    parameters: (parameters . [(identifier) @error (typed_parameter . (identifier) @error)])
    body: (block) @_body) @site @handler
  (#not-match? @_body "capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|log_exception"))
