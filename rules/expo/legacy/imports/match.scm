; import * as Sentry from "sentry-expo": the module alone
(import_statement
  (import_clause . (namespace_import) .)
  source: (string (string_fragment) @_module) @module @site
  (#eq? @_module "sentry-expo"))

; import Sentry from "sentry-expo"
((import_statement
    (import_clause . (identifier) @name .)
    source: (string (string_fragment) @_module)) @site
  (#eq? @_module "sentry-expo"))

; import { Native } from "sentry-expo"
((import_statement
    (import_clause . (named_imports . (import_specifier name: (identifier) @_native !alias) @name .) .)
    source: (string (string_fragment) @_module)) @site
  (#any-of? @_native "Native" "Browser" "React")
  (#eq? @_module "sentry-expo"))

; import { Native as Sentry } from "sentry-expo"
((import_statement
    (import_clause . (named_imports . (import_specifier name: (identifier) @_native alias: (identifier) @name) .) .)
    source: (string (string_fragment) @_module)) @site
  (#any-of? @_native "Native" "Browser" "React")
  (#eq? @_module "sentry-expo"))

; const Sentry = require("sentry-expo")
((call_expression
    function: (identifier) @_require
    arguments: (arguments (string (string_fragment) @_module) @module @site))
  (#eq? @_require "require")
  (#eq? @_module "sentry-expo"))

; Sentry.Native.captureException(error)
((member_expression
    object: (identifier) @object
    property: (property_identifier) @_native) @site
  (#any-of? @_native "Native" "Browser" "React")
  (#imported-from? @object "sentry-expo"))

; level: Sentry.Native.SeverityLevel
((nested_identifier
    object: (identifier) @object
    property: (property_identifier) @_native) @site
  (#any-of? @_native "Native" "Browser" "React")
  (#imported-from? @object "sentry-expo"))
