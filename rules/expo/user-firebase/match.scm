; onAuthStateChanged(auth, (user: User | null) => {})
((call_expression
    function: (_) @_listen
    arguments: (arguments
      [(arrow_function
         parameters: (formal_parameters . (required_parameter pattern: (identifier) @account) .)
         body: (statement_block))
       (function_expression
         parameters: (formal_parameters . (required_parameter pattern: (identifier) @account) .))] @site))
  (#bound-to? @_listen "*firebase*#*onAuthStateChanged" "*firebase*#*().onAuthStateChanged"))

; onAuthStateChanged(auth, (user) => {}), in JavaScript
((call_expression
    function: (_) @_listen
    arguments: (arguments
      [(arrow_function
         parameters: (formal_parameters . (identifier) @account .)
         body: (statement_block))
       (function_expression parameters: (formal_parameters . (identifier) @account .))] @site))
  (#bound-to? @_listen "*firebase*#*onAuthStateChanged" "*firebase*#*().onAuthStateChanged"))

; auth().onAuthStateChanged(user => {})
((call_expression
    function: (_) @_listen
    arguments: (arguments (arrow_function parameter: (identifier) @account body: (statement_block)) @site))
  (#bound-to? @_listen "*firebase*#*onAuthStateChanged" "*firebase*#*().onAuthStateChanged"))
