; @Column({ unique: true }) email: string;
((public_field_definition
    decorator: (decorator (call_expression function: (identifier) @_column))
    name: (property_identifier) @name @site) @column
  (#match? @_column "Column$")
  (#set! by-name "columns have decorators of one's own; a name too many is only blanked"))
