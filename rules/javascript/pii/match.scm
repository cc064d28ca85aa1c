; const PII_FIELDS: string[] = [...]
(variable_declarator
  name: (identifier) @_name
  value: (_) @site
  (#eq? @_name "PII_FIELDS"))
