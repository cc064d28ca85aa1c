; Three places at a time: the name, the module it comes from, and every call.
([
    ; const { getDefaultConfig } = require("expo/metro-config")
    (variable_declarator
      name: (object_pattern . (shorthand_property_identifier_pattern) @site @_name .)
      value: (call_expression
        function: (identifier) @_require
        arguments: (arguments (string (string_fragment) @_module))))
    (variable_declarator
      name: (object_pattern . (shorthand_property_identifier_pattern) @_name .)
      value: (call_expression
        function: (identifier) @_require
        arguments: (arguments (string (string_fragment) @_module) @site @import)))
    ; import { getDefaultConfig } from "expo/metro-config"
    (import_statement
      (import_clause (named_imports . (import_specifier !alias name: (identifier) @site @_name) .))
      source: (string (string_fragment) @_module))
    (import_statement
      (import_clause (named_imports . (import_specifier !alias name: (identifier) @_name) .))
      source: (string (string_fragment) @_module) @site @import)
    ; getDefaultConfig(__dirname)
    (call_expression function: (identifier) @site @_name @_called)
    ; require("expo/metro-config").getDefaultConfig(__dirname)
    (member_expression
      object: (call_expression
        function: (identifier) @_require
        arguments: (arguments (string (string_fragment) @_module)))
      property: (property_identifier) @_name) @site @inline
  ]
  (#eq? @_name "getDefaultConfig")
  (#eq? @_require "require")
  (#match? @_module "^@?expo/metro-config$")
  (#imported-from? @_called "expo/metro-config" "@expo/metro-config"))

; any other configuration
((program) @site (#set! choose "ask"))
