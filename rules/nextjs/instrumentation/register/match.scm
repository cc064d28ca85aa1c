; export async function register() {...}
(export_statement declaration: (function_declaration
  "async"
  name: (identifier) @_name
  body: (statement_block) @body
  (#eq? @_name "register"))) @site

; export const register = async () => {...}
(export_statement declaration: (lexical_declaration (variable_declarator
  name: (identifier) @_name
  value: (arrow_function "async" body: (statement_block) @body)
  (#eq? @_name "register")))) @site

; async function register() {...}
; export { register }
(program
  (function_declaration "async" name: (identifier) @_name body: (statement_block) @body) @site
  (export_statement (export_clause (export_specifier name: (identifier) @_exported !alias)))
  (#eq? @_name "register")
  (#eq? @_exported "register"))

; export function register() {...}
((export_statement declaration: (function_declaration
    "function" @keyword
    name: (identifier) @_name
    parameters: (formal_parameters)
    . body: (statement_block) @body)) @site
  (#eq? @_name "register")
  (#not-match? @site "^export\\s+async\\b"))
