; export function scrubEvent(event) {...}
(export_statement
  declaration: (function_declaration name: (identifier) @_name)
  (#eq? @_name "scrubEvent")) @site
