; export default function App() {}
(export_statement "default" declaration: (function_declaration name: (identifier)) @component @site)

; export default class App extends Component {}
(export_statement "default" declaration: (class_declaration name: (_)) @component @site)

; export default App, export default observer(App), export default dev ? Storybook : App, export default () => null
(export_statement "default" value: (_) @component @site)

; export { default } from "../src/layout": a name for it, so that it can be wrapped
((export_statement
    (export_clause . (export_specifier name: _ @_default !alias) .)
    source: (string (string_fragment) @source)) @site @from
  (#eq? @_default "default"))

; export { default, ErrorBoundary } from "../src/layout"
((export_statement
    (export_clause (export_specifier name: _ @_default !alias))
    source: (string (string_fragment) @source)) @site @among
  (#eq? @_default "default")
  (#match? @among ","))

; export { RootLayout as default }, export { RootLayout as default } from "../src/layout"
((export_statement
    (export_clause . (export_specifier name: (identifier) @given alias: _ @_default) .)
    source: (string (string_fragment) @origin)?) @site @from
  (#eq? @_default "default"))

; export { RootLayout as default, unstable_settings }, from another module or not
((export_statement
    (export_clause (export_specifier name: (identifier) @given alias: _ @_default))
    source: (string (string_fragment) @origin)?) @site @among
  (#eq? @_default "default"))

; import App from "./App", which has no default export to wrap: registerRootComponent(App)
((call_expression
    function: (identifier) @registered
    arguments: (arguments . (_) @component .)) @site
  (#eq? @registered "registerRootComponent")
  (#imported-from? @registered "expo"))
