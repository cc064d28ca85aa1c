; export const auth = betterAuth({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (call_expression function: (identifier) @_setup)))) @site
  (#imported-from? @_setup "better-auth"))
