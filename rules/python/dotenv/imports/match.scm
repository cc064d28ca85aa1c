; import config, from shop import config
(module (import_statement name: (dotted_name) @module) @site)
(module (import_from_statement module_name: (dotted_name) @module name: (dotted_name) @name) @site)

; from .config import Dev
(module (import_from_statement name: [(dotted_name) @name @site (aliased_import alias: (identifier) @name @site)]))
