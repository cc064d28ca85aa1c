; export function onRouterTransitionStart(url, kind) {...}
((program (export_statement declaration: (function_declaration
    name: (identifier) @_name
    parameters: (formal_parameters
      . [(required_parameter pattern: (identifier) @url) (identifier) @url]
      . [(required_parameter pattern: (identifier) @kind) (identifier) @kind])
    body: (statement_block) @body)) @site) @_file
  (#eq? @_name "onRouterTransitionStart")
  (#not-match? @_file "captureRouterTransitionStart"))

; export const onRouterTransitionStart = (url, kind) => {...}
((program (export_statement declaration: (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (arrow_function
      parameters: (formal_parameters
        . [(required_parameter pattern: (identifier) @url) (identifier) @url]
        . [(required_parameter pattern: (identifier) @kind) (identifier) @kind])
      body: (statement_block) @body)))) @site) @_file
  (#eq? @_name "onRouterTransitionStart")
  (#not-match? @_file "captureRouterTransitionStart"))
