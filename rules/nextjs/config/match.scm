; What a Next.js configuration exports. Pattern order is preference order. Captures pick the operations:
; `@wrap` is wrapped where it stands, `@named` gets a name first, `@append` is wrapped at the end of the file.

; if (analyze) { module.exports = a } else { module.exports = b }
((assignment_expression left: (member_expression) @_target) @site @append
  (#eq? @_target "module.exports")
  (#inside? @site "if_statement" "try_statement" "switch_statement")
  (#not-inside? @site "arrow_function" "function_declaration" "function_expression" "method_definition"))

; module.exports = config; module.exports = withPlugin(module.exports); module.exports.webpack = …
(program
  (expression_statement (assignment_expression left: (member_expression) @_first))
  (expression_statement (assignment_expression left: (member_expression) @_last) @site @append)
  (#eq? @_first "module.exports")
  (#match? @_last "^module\\.exports(\\.|$)"))

; async function build() { … }  export default build()
(program
  (function_declaration "async" name: (identifier) @_builder)
  [
    (export_statement value: (call_expression function: (identifier) @_called) @site @promise)
    (expression_statement (assignment_expression
      left: (member_expression) @_target
      right: (call_expression function: (identifier) @_called) @site @promise))
  ]
  (#eq? @_target "module.exports")
  (#eq? @_builder @_called))

; module.exports = (async () => { … })()
([
  (export_statement value: (call_expression function: (parenthesized_expression [(arrow_function "async") (function_expression "async")])) @site @promise)
  (assignment_expression
    left: (member_expression) @_target
    right: (call_expression function: (parenthesized_expression [(arrow_function "async") (function_expression "async")])) @site @promise)
 ]
  (#eq? @_target "module.exports"))

; export default async function config(phase) { … }, export default function () { … }
(export_statement "export" @drop_export "default" @drop_default [
  declaration: (function_declaration name: (identifier) @function)
  value: (function_expression "function" @keyword !name parameters: (formal_parameters "(" @nameless))
]) @site @named

; export default { … }, and export default withPlugin({ … }) over several lines
((export_statement "export" @export "default" @default value: (_) @_value) @site @named
  (#match? @_value "^\\{.*\\}$|\n"))

; module.exports = { … }, and module.exports = withPlugin({ … }) over several lines
((expression_statement (assignment_expression left: (member_expression) @target right: (_) @_value)) @site @named
  (#eq? @target "module.exports")
  (#match? @_value "^\\{.*\\}$|\n")
  (#not-inside? @site "arrow_function" "function_declaration" "function_expression" "method_definition"))

; export default config, export = config, module.exports = withPlugin(config), exports = module.exports = config
([
  (export_statement "default" value: (_) @site @wrap)
  (export_statement "=" . (_) @site @wrap)
  (assignment_expression left: (member_expression) @_target right: (_) @site @wrap)
 ]
  (#eq? @_target "module.exports")
  (#not-inside? @site "arrow_function" "function_declaration" "function_expression" "method_definition"))

; export { config as default }, export { default } from "./other"
([
  (export_statement !source (export_clause (export_specifier name: (identifier) @specifier alias: _ @_default))) @site
  (export_statement
    (export_clause . (export_specifier name: _ @_default !alias) .)
    source: (string (string_fragment) @source)) @site @from
 ]
  (#eq? @_default "default"))

; exports.reactStrictMode = true
((assignment_expression left: (member_expression object: (identifier) @_exports)) @site @append
  (#eq? @_exports "exports")
  (#not-inside? @site "arrow_function" "function_declaration" "function_expression" "method_definition"))

; None of these: a person has to look.
((program) @site @append (#set! choose "ask"))
