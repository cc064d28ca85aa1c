; registerRootComponent(App)
((expression_statement (call_expression
    function: (identifier) @_register
    arguments: (arguments . (identifier) @_registered .)))
  (#shape! "registers")
  (#eq? @_register "registerRootComponent")
  (#imported-from? @_register "expo")
  (#eq? @_app @_registered))

; import "expo-router/entry"
(import_statement source: (string (string_fragment) @router) (#match? @router "^expo-router/(entry|build/qualified-entry)")) @site

; require("expo-router/entry")
((call_expression
    function: (identifier) @_require
    arguments: (arguments (string (string_fragment) @router))) @site
  (#eq? @_require "require")
  (#match? @router "^expo-router/(entry|build/qualified-entry)"))

; const ctx = require.context("./app"); return <ExpoRoot context={ctx} />
((call_expression
    function: (member_expression) @_require
    arguments: (arguments . (string (string_fragment) @context))) @site
  (#eq? @_require "require.context"))

; import App from "./App"; registerRootComponent(App)
(program
  (import_statement
    (import_clause (identifier) @_app)
    source: (string (string_fragment) @module))
  (_ (#use! "registers")) @site)

; import { App } from "./App"; registerRootComponent(App)
(program
  (import_statement
    (import_clause (named_imports (import_specifier !alias name: (identifier) @_app)))
    source: (string (string_fragment) @module))
  (_ (#use! "registers")) @site)

; const App = require("./App").default; registerRootComponent(App)
(program
  (lexical_declaration (variable_declarator
    name: (identifier) @_app
    value: (member_expression object: (call_expression
      function: (identifier) @_require
      arguments: (arguments (string (string_fragment) @module))))))
  (_ (#use! "registers")) @site
  (#eq? @_require "require"))

; import App from "./App"; AppRegistry.registerComponent("main", () => App)
(program
  (import_statement
    (import_clause (identifier) @_app)
    source: (string (string_fragment) @module))
  (expression_statement (call_expression
    function: (member_expression) @_register
    arguments: (arguments
      . (string (string_fragment) @_name)
      . (arrow_function body: (identifier) @_registered)))) @site
  (#eq? @_register "AppRegistry.registerComponent")
  (#imported-from? @_register "react-native")
  (#eq? @_name "main")
  (#eq? @_app @_registered))

; the component stands in this very file: registerRootComponent(App)
(program
  (expression_statement (call_expression
    function: (identifier) @_register
    arguments: (arguments . (_) .))) @site
  (#eq? @_register "registerRootComponent")
  (#imported-from? @_register "expo"))
