(import_from_statement module_name: (dotted_name) @_module (#match? @_module "^raven(\\.|$)")) @site
(import_statement
  name: [(dotted_name) @_module (aliased_import name: (dotted_name) @_module)]
  (#match? @_module "^raven(\\.|$)")) @site
