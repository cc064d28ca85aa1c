; report(error), but for what fails on the way
((call_expression function: (identifier) @name arguments: (arguments . (_) @_error)) @site
  (#match? @_error "(?i)err|exception|^e$")
  (#not-inside? @site "catch_clause"))

; Reporter.error(error)
((call_expression
    function: (member_expression object: (identifier) @name property: (property_identifier) @_method)
    arguments: (arguments . (_) @_error)) @site
  (#match? @_method "(?i)capture|error|exception|fatal|report")
  (#match? @_error "(?i)err|exception|^e$")
  (#not-inside? @site "catch_clause")
  (#set! by-name "the repository's own object was found to report, and this is one of its ways"))

; export const logger = new Logger()
(program [
  (lexical_declaration (variable_declarator value: (new_expression constructor: (identifier) @name) @site))
  (export_statement
    declaration: (lexical_declaration
      (variable_declarator value: (new_expression constructor: (identifier) @name) @site)))
  (export_statement value: (new_expression constructor: (identifier) @name) @site)])
