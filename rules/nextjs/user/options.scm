; NextAuth({ providers: [...] })
((call_expression
    function: (identifier) @_auth
    arguments: (arguments . (object) @options .)) @site
  (#imported-from? @_auth "next-auth")
  (#not-imported-from? @_auth "next-auth/providers" "next-auth/react" "next-auth/jwt"))

; NextAuth({ providers: [...] } satisfies NextAuthConfig)
((call_expression
    function: (identifier) @_auth
    arguments: (arguments . (satisfies_expression) @options .)) @site
  (#imported-from? @_auth "next-auth")
  (#not-imported-from? @_auth "next-auth/providers" "next-auth/react" "next-auth/jwt"))

; NextAuth(request, response, { providers: [...] })
((call_expression
    function: (identifier) @_auth
    arguments: (arguments . (_) . (_) . (object) @options .)) @site
  (#imported-from? @_auth "next-auth")
  (#not-imported-from? @_auth "next-auth/providers" "next-auth/react" "next-auth/jwt"))

; export const authOptions: NextAuthOptions = { providers: [...] }
((variable_declarator
    type: (type_annotation) @_type
    value: (object (pair key: (property_identifier) @_key)) @options) @site
  (#match? @_type "\\b(NextAuthOptions|AuthOptions)\\b")
  (#eq? @_key "providers"))

; export const authOptions = { providers: [...] } satisfies NextAuthOptions
((variable_declarator
    value: (satisfies_expression (object) (type_identifier) @_type) @options) @site
  (#match? @_type "^(NextAuthOptions|AuthOptions)$"))

; export const authOptions = { providers: [...] }
((variable_declarator
    name: (identifier) @_name
    value: (object (pair key: (property_identifier) @_key)) @options) @site
  (#match? @_name "(?i)auth_?options$")
  (#eq? @_key "providers"))
