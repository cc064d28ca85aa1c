; export function register() {...}
((export_statement declaration: (function_declaration
    "function" @keyword
    name: (identifier) @_name
    parameters: (formal_parameters)
    . body: (statement_block) @body)) @site
  (#eq? @_name "register")
  (#not-match? @site "^export\\s+async\\b"))
