; export const onRequestError = report, export const onRequestError = logged(report)
((program (export_statement declaration: (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: [(identifier) (member_expression) (call_expression)] @value))) @site) @_file
  (#eq? @_name "onRequestError")
  (#not-match? @_file "captureRequestError|captureException|@sentry/"))

; onRequestError without Sentry
((program (export_statement [(lexical_declaration) (function_declaration) (export_clause)] @_what) @site) @_file
  (#match? @_what "\\bonRequestError\\b")
  (#not-match? @_file "captureRequestError|captureException|@sentry/"))
