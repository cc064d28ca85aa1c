; supabase.auth.onAuthStateChange((event, session) => {})
((call_expression
    function: (member_expression property: (property_identifier) @_listen)
    arguments: (arguments .
      [(arrow_function
         parameters: (formal_parameters . (_) . (required_parameter pattern: (identifier) @session) .)
         body: (statement_block))
       (function_expression
         parameters: (formal_parameters . (_) . (required_parameter pattern: (identifier) @session) .))] @site))
  (#eq? @_listen "onAuthStateChange"))

; the same in JavaScript
((call_expression
    function: (member_expression property: (property_identifier) @_listen)
    arguments: (arguments .
      [(arrow_function
         parameters: (formal_parameters . (_) . (identifier) @session .)
         body: (statement_block))
       (function_expression parameters: (formal_parameters . (_) . (identifier) @session .))] @site))
  (#eq? @_listen "onAuthStateChange"))
