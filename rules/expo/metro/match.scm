; The name in its import: const { getDefaultConfig } = require("expo/metro-config"), or with an alias
([
    (variable_declarator
      name: (object_pattern [
        (shorthand_property_identifier_pattern) @key
        (pair_pattern key: (property_identifier) @key value: (identifier))
      ] @specifier @site)
      value: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module))))
    (import_statement
      (import_clause (named_imports (import_specifier name: (identifier) @key) @specifier @site))
      source: (string (string_fragment) @_module))
  ]
  (#eq? @key "getDefaultConfig") (#eq? @_require "require") (#match? @_module "^@?expo/metro-config(\\.js)?$"))

; The module, from which nothing else is taken
([
    (variable_declarator
      name: (object_pattern . [
        (shorthand_property_identifier_pattern) @_key
        (pair_pattern key: (property_identifier) @_key)
      ] .)
      value: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module) @import @site)))
    (import_statement
      (import_clause . (named_imports . (import_specifier name: (identifier) @_key) .) .)
      source: (string (string_fragment) @_module) @import @site)
    ; require("expo/metro-config").getDefaultConfig
    (member_expression
      object: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module) @import @site))
      property: (property_identifier) @_key)
  ]
  (#eq? @_key "getDefaultConfig") (#eq? @_require "require") (#match? @_module "^@?expo/metro-config(\\.js)?$"))

; ... or as a whole: const metro = require("expo/metro-config"), import * as metro from "expo/metro-config"
((program [
    (_ (variable_declarator
      name: (identifier) @binding
      value: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module) @import @site))))
    (import_statement
      (import_clause . [(identifier) (namespace_import)] @binding .)
      source: (string (string_fragment) @_module) @import @site)
  ]) @file
  (#eq? @_require "require") (#match? @_module "^@?expo/metro-config(\\.js)?$"))

; ... or with other names
([
    (variable_declarator
      name: (object_pattern [
        (shorthand_property_identifier_pattern) @_key
        (pair_pattern key: (property_identifier) @_key value: (identifier) @alias)
      ])
      value: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module) @import @others @site)))
    (import_statement
      (import_clause (named_imports (import_specifier name: (identifier) @_key alias: (identifier)? @alias)))
      source: (string (string_fragment) @_module) @import @others @site)
  ]
  (#eq? @_key "getDefaultConfig") (#eq? @_require "require") (#match? @_module "^@?expo/metro-config(\\.js)?$"))

; metro.getDefaultConfig(__dirname)
((member_expression object: (identifier) @_whole property: (property_identifier) @_key) @name @site
  (#eq? @_key "getDefaultConfig") (#imported-from? @_whole "expo/metro-config" "@expo/metro-config"))

; require("expo/metro-config").getDefaultConfig(__dirname)
((member_expression
    object: (call_expression function: (identifier) @_require arguments: (arguments (string (string_fragment) @_module)))
    property: (property_identifier) @name @site)
  (#eq? @name "getDefaultConfig") (#eq? @_require "require") (#match? @_module "^@?expo/metro-config(\\.js)?$"))

; getDefaultConfig(__dirname), and the name wherever else it stands
((identifier) @name @site
  (#eq? @name "getDefaultConfig") (#imported-from? @name "expo/metro-config" "@expo/metro-config"))

; any other configuration
((program) @site (#set! choose "ask"))
