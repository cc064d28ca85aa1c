; export async function onRequestError(error, request, context) {...}
((program (export_statement declaration: (function_declaration
    name: (identifier) @_name
    parameters: (formal_parameters
      . [(required_parameter pattern: (identifier) @error) (identifier) @error]
      . [(required_parameter pattern: (identifier) @request) (identifier) @request]
      . [(required_parameter pattern: (identifier) @context) (identifier) @context])
    body: (statement_block) @body)) @site) @_file
  (#eq? @_name "onRequestError")
  (#not-match? @_file "captureRequestError"))

; export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {...}
((program (export_statement declaration: (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (arrow_function
      parameters: (formal_parameters
        . [(required_parameter pattern: (identifier) @error) (identifier) @error]
        . [(required_parameter pattern: (identifier) @request) (identifier) @request]
        . [(required_parameter pattern: (identifier) @context) (identifier) @context])
      body: (statement_block) @body)))) @site) @_file
  (#eq? @_name "onRequestError")
  (#not-match? @_file "captureRequestError"))
