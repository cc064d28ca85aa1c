; supabase.auth.onAuthStateChange((event, session) => {})
((call_expression
    function: (member_expression object: (_) @_auth property: (property_identifier) @_listen)
    arguments: (arguments .
      [(arrow_function
         parameters: (formal_parameters . (_) . (required_parameter pattern: (identifier) @session) .)
         body: (statement_block))
       (function_expression
         parameters: (formal_parameters . (_) . (required_parameter pattern: (identifier) @session) .))] @site))
  (#eq? @_listen "onAuthStateChange")
  (#bound-to? @_auth "*supabase*#*.auth" "*supabase*#*().auth"))

; the same in JavaScript
((call_expression
    function: (member_expression object: (_) @_auth property: (property_identifier) @_listen)
    arguments: (arguments .
      [(arrow_function
         parameters: (formal_parameters . (_) . (identifier) @session .)
         body: (statement_block))
       (function_expression parameters: (formal_parameters . (_) . (identifier) @session .))] @site))
  (#eq? @_listen "onAuthStateChange")
  (#bound-to? @_auth "*supabase*#*.auth" "*supabase*#*().auth"))
