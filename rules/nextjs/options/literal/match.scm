; const options = { dsn }
((lexical_declaration "const" (variable_declarator name: (identifier) @name value: (object))) @site
  (#fact-any-of? @name "nextjs.options"))
