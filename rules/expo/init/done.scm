(import_statement source: (string (string_fragment) @_module)
  (#match? @_module "^(@sentry/react-native|sentry-expo)$")) @site

((call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module))) @site
  (#eq? @_require "require")
  (#match? @_module "^(@sentry/react-native|sentry-expo)$"))
