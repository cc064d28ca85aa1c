; export default clerkMiddleware(), with a matcher that names the API or all but the files of Next. Where
; languages are dealt with too, only the author knows which routes are rewritten.
((program
    (export_statement value: (call_expression function: (identifier) @_middleware))) @site
  (#imported-from? @_middleware "@clerk/nextjs")
  (#eq? @_middleware "clerkMiddleware")
  (#match? @site "[\"'`]/\\(?(api|trpc)\\b|\\(\\?!_next|\\(\\?!\\.\\*")
  (#not-match? @site "(?i)\\bintl|i18n|\\(\\?![^\"'`)]*\\bapi[^/\\w]"))

; export default clerkMiddleware(), for every route
((program
    (export_statement value: (call_expression function: (identifier) @_middleware))) @site
  (#imported-from? @_middleware "@clerk/nextjs")
  (#eq? @_middleware "clerkMiddleware")
  (#not-match? @site "(?i)\\bintl|i18n|\\bmatcher\\b"))
