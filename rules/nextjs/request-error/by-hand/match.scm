; onRequestError without Sentry
((program (export_statement [(lexical_declaration) (function_declaration) (export_clause)] @_what) @site) @_file
  (#match? @_what "\\bonRequestError\\b")
  (#not-match? @_file "captureRequestError|captureException|@sentry/"))
