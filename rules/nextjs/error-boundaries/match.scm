; ({ error, reset }), in a file that reports nothing
((formal_parameters . [
    (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @error))
    (object_pattern (shorthand_property_identifier_pattern) @error)
  ])
  (#shape! "unreported-error")
  (#eq? @error "error")
  (#not-match? @_file "(?i)sentry|capture_?(exception|error)|report_?(exception|error)|(track|log)_?error|error_?(report|track|log)"))

; export default Error, export { Error as default }
((export_statement [
    value: (identifier) @_exported
    (export_clause (export_specifier name: (identifier) @_exported alias: _))
  ])
  (#shape! "exported")
  (#eq? @_name @_exported))

; export default function Error({ error, reset }) {...}
(program (export_statement declaration: (function_declaration
    parameters: (_ (#use! "unreported-error"))
    body: (statement_block) @body)) @site) @_file

; function Error({ error, reset }) {...}, exported below
(program
    (function_declaration
      name: (identifier) @_name
      parameters: (_ (#use! "unreported-error"))
      body: (statement_block) @body) @site
    (_ (#use! "exported"))) @_file

; const Error = ({ error, reset }) => {...}, exported below
(program
    (lexical_declaration (variable_declarator
      name: (identifier) @_name
      value: (arrow_function
        parameters: (_ (#use! "unreported-error"))
        body: (statement_block) @body))) @site
    (_ (#use! "exported"))) @_file
