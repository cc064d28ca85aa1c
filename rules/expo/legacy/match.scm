((import_statement source: (string (string_fragment) @_module)) @site (#eq? @_module "sentry-expo"))
((call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module))) @site
  (#eq? @_require "require")
  (#eq? @_module "sentry-expo"))
