; export { default } from "./.storybook"
((export_statement
    (export_clause . (export_specifier name: _ @_name) .)
    source: (string (string_fragment) @module)) @site
  (#eq? @_name "default")
  (#match? @module "(?i)storybook"))

; import StorybookUI from "./.storybook"; export default StorybookUI
((program
    (import_statement
      (import_clause . (identifier) @_ui .)
      source: (string (string_fragment) @module))
    (export_statement "default" value: (identifier) @_shown) @site)
  (#match? @module "(?i)storybook")
  (#eq? @_ui @_shown))

; function Root() { return <StorybookUI />; }
((program
    (import_statement
      (import_clause . (identifier) @_ui .)
      source: (string (string_fragment) @module))
    [
      (function_declaration body: (statement_block . (return_statement
        (jsx_self_closing_element name: (identifier) @_shown)) .))
      (export_statement "default" declaration: (function_declaration body: (statement_block . (return_statement
        (jsx_self_closing_element name: (identifier) @_shown)) .)))
    ] @site)
  (#match? @module "(?i)storybook")
  (#eq? @_ui @_shown))
