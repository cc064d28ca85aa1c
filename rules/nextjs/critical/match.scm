; const CRITICAL_PATHS: string[] = [...]
(variable_declarator
  name: (identifier) @_name
  value: (_) @site
  (#eq? @_name "CRITICAL_PATHS"))
