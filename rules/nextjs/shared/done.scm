; export const privacy = {...}
(export_statement
  declaration: (lexical_declaration (variable_declarator name: (identifier) @_name))
  (#eq? @_name "privacy")) @site
