((variable_declarator name: (identifier) @_name value: (array) @site) (#eq? @_name "PII_FIELDS"))
