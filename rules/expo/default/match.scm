(export_statement "default") @site
(export_statement (export_clause (export_specifier alias: (identifier) @_alias)) (#eq? @_alias "default")) @site
