; export default function Checkout() {}
(program (export_statement "default")) @site

; export { default } from "../features/checkout"
(program (export_statement (export_clause (export_specifier name: (_) @_name))) (#eq? @_name "default")) @site
