; export const authClient = createAuthClient({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (call_expression function: (identifier) @_create)))) @site
  (#imported-from? @_create "better-auth/react"))

; export const { signIn, signOut, useSession } = createAuthClient({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (object_pattern (shorthand_property_identifier_pattern) @name @hook)
    value: (call_expression function: (identifier) @_create)))) @site
  (#imported-from? @_create "better-auth/react")
  (#eq? @name "useSession"))
