; Sentry.init({ dsn }), import "./lib/sentry"
(program [
  (expression_statement)
  (export_statement)
  (function_declaration)
  (if_statement)
  (import_statement)
  (lexical_declaration)
  (variable_declaration)
] @site)
