; const { getDefaultConfig } = require("expo/metro-config")
((variable_declarator
    name: (object_pattern . (shorthand_property_identifier_pattern) @_name .)
    value: (call_expression
      function: (identifier) @_require
      arguments: (arguments (string (string_fragment) @alone)))) @site
  (#eq? @_name "getDefaultConfig")
  (#eq? @_require "require")
  (#match? @alone "^@?expo/metro-config$"))

; import { getDefaultConfig } from "expo/metro-config"
((import_statement
    (import_clause (named_imports . (import_specifier !alias name: (identifier) @_name) .))
    source: (string (string_fragment) @alone)) @site
  (#eq? @_name "getDefaultConfig")
  (#match? @alone "^@?expo/metro-config$"))

; require("expo/metro-config").getDefaultConfig(__dirname)
((member_expression
    object: (call_expression
      function: (identifier) @_require
      arguments: (arguments (string (string_fragment) @alone)))
    property: (property_identifier) @_name) @site
  (#eq? @_name "getDefaultConfig")
  (#eq? @_require "require")
  (#match? @alone "^@?expo/metro-config$"))

; const { getDefaultConfig, mergeConfig } = require("expo/metro-config")
((variable_declarator
    name: (object_pattern (shorthand_property_identifier_pattern) @_name)
    value: (call_expression
      function: (identifier) @_require
      arguments: (arguments (string (string_fragment) @_module)))) @site
  (#eq? @_name "getDefaultConfig")
  (#eq? @_require "require")
  (#match? @_module "^@?expo/metro-config$"))
