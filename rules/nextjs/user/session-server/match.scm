; export const auth = betterAuth({...})
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (call_expression function: (identifier) @_setup) @auth))) @site
  (#imported-from? @_setup "better-auth"))

; { const store = await cookies(); return createServerClient(...) }
; It has the user's rights and not those of an administrator, and always gives a client.
((statement_block (return_statement (call_expression function: (identifier) @_create)))
  (#shape! "gives-a-client")
  (#imported-from? @_create "@supabase/ssr")
  (#match? @site "\\bcookies\\(")
  (#not-match? @site "(?i)service_?role|secret_?key|admin|return (null|undefined)|return;"))

; export async function createClient() {...}, which takes nothing
((export_statement
  declaration: (function_declaration
    "async" @async
    name: (identifier) @name
    parameters: (formal_parameters . "(" . ")" .)
    body: (_ (#use! "gives-a-client")))) @site)

; export function createClient() {...}
((export_statement
  declaration: (function_declaration
    . "function"
    name: (identifier) @name
    parameters: (formal_parameters . "(" . ")" .)
    body: (_ (#use! "gives-a-client")))) @site)

; export const createClient = async () => {...}
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (arrow_function
      "async" @async
      parameters: (formal_parameters . "(" . ")" .)
      body: (_ (#use! "gives-a-client")))))) @site)

; export const createClient = () => {...}
((export_statement
  declaration: (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (arrow_function
      . parameters: (formal_parameters . "(" . ")" .)
      body: (_ (#use! "gives-a-client")))))) @site)
