; export const authClient = createAuthClient({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (call_expression function: (identifier) @_create) @auth))) @site
  (#imported-from? @_create "better-auth/react"))

; export const { signIn, signOut, useSession } = createAuthClient({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (object_pattern (shorthand_property_identifier_pattern) @name @hook)
    value: (call_expression function: (identifier) @_create) @auth))) @site
  (#imported-from? @_create "better-auth/react")
  (#eq? @name "useSession"))

; export function createClient() { return createBrowserClient(...) }
((export_statement
  declaration: (function_declaration
    . "function" @function
    name: (identifier) @name
    parameters: (formal_parameters . "(" . ")" .)
    body: (statement_block (return_statement (call_expression function: (identifier) @_create))))) @site
  (#imported-from? @_create "@supabase/ssr")
  (#not-match? @site "return (null|undefined)|return;"))

; export const createClient = () => { return createBrowserClient(...) }
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (arrow_function
      . parameters: (formal_parameters . "(" . ")" .) @function
      body: (statement_block (return_statement (call_expression function: (identifier) @_create))))))) @site
  (#imported-from? @_create "@supabase/ssr")
  (#not-match? @site "return (null|undefined)|return;"))

; export const createClient = () => createBrowserClient(...)
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (arrow_function
      . parameters: (formal_parameters . "(" . ")" .) @function
      body: (call_expression function: (identifier) @_create))))) @site
  (#imported-from? @_create "@supabase/ssr"))

; export const supabase = createBrowserClient(...)
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (call_expression function: (identifier) @_create)))) @site
  (#imported-from? @_create "@supabase/ssr"))
