; try: return await call_next(request)
; except Exception as error: return JSONResponse(...)
((try_statement
    body: (block) @_body
    (except_clause
      [(identifier) @_kind (as_pattern (identifier) @_kind)]
      (block) @handler)) @site
  (#match? @_body "await call_next\\(")
  (#any-of? @_kind "Exception" "BaseException")
  (#not-match? @handler "(?m)capture_exception|\\.exception\\(|exc_info\\s*=\\s*[^FN0\\s]|^\\s*raise\\b"))
