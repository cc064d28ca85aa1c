; export default function Error({ error, reset }) {...}
((program (export_statement declaration: (function_declaration
    parameters: (formal_parameters . (object_pattern (shorthand_property_identifier_pattern) @error))
    body: (statement_block) @body)) @site) @_file
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; export default function Error({ error, reset }) {...}, in TypeScript
((program (export_statement declaration: (function_declaration
    parameters: (formal_parameters . (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @error)))
    body: (statement_block) @body)) @site) @_file
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; function Error({ error, reset }) {...}
; export default Error, export { Error as default }
((program
    (function_declaration
      name: (identifier) @_name
      parameters: (formal_parameters . (object_pattern (shorthand_property_identifier_pattern) @error))
      body: (statement_block) @body) @site
    (export_statement [
      value: (identifier) @_exported
      (export_clause (export_specifier name: (identifier) @_exported alias: _))
    ])) @_file
  (#eq? @_name @_exported)
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; function Error({ error, reset }) {...}
; export default Error, export { Error as default }, in TypeScript
((program
    (function_declaration
      name: (identifier) @_name
      parameters: (formal_parameters . (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @error)))
      body: (statement_block) @body) @site
    (export_statement [
      value: (identifier) @_exported
      (export_clause (export_specifier name: (identifier) @_exported alias: _))
    ])) @_file
  (#eq? @_name @_exported)
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; const Error = ({ error, reset }) => {...}
; export default Error, export { Error as default }
((program (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (arrow_function
      parameters: (formal_parameters . (object_pattern (shorthand_property_identifier_pattern) @error))
      body: (statement_block) @body))) @site
    (export_statement [
      value: (identifier) @_exported
      (export_clause (export_specifier name: (identifier) @_exported alias: _))
    ])) @_file
  (#eq? @_name @_exported)
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; const Error = ({ error, reset }) => {...}
; export default Error, export { Error as default }, in TypeScript
((program (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (arrow_function
      parameters: (formal_parameters . (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @error)))
      body: (statement_block) @body))) @site
    (export_statement [
      value: (identifier) @_exported
      (export_clause (export_specifier name: (identifier) @_exported alias: _))
    ])) @_file
  (#eq? @_name @_exported)
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))
