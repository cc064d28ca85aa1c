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
