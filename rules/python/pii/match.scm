; PII_FIELDS = frozenset({...})
(assignment
  left: (identifier) @_name
  right: (_) @site
  (#eq? @_name "PII_FIELDS"))
