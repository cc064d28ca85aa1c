; export const users = pgTable("users", { email: text("email"), fullName: varchar({ length: 80 }) })
((call_expression
    function: (_) @_table
    arguments: (arguments
      . (string (string_fragment) @table)
      (object (pair key: (property_identifier) @name @site value: (call_expression)) @column)))
  (#match? @_table "(?i)table(creator)?$")
  (#set! by-name "tables are made by functions of one's own; a name too many is only blanked"))

; pgTable("users", (t) => ({ email: t.text() }))
((call_expression
    function: (_) @_table
    arguments: (arguments
      . (string (string_fragment) @table)
      (arrow_function body: (parenthesized_expression
        (object (pair key: (property_identifier) @name @site value: (call_expression)) @column)))))
  (#match? @_table "(?i)table(creator)?$")
  (#set! by-name "tables are made by functions of one's own; a name too many is only blanked"))
