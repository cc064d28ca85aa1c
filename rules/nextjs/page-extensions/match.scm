; pageExtensions: ["page.tsx"]
(pair
  key: [(property_identifier) (string)] @_key
  value: (array (string (string_fragment) @extension) @site)
  (#match? @_key "^[\"']?pageExtensions[\"']?$"))

; pageExtensions: [...extensions]
(pair
  key: [(property_identifier) (string)] @_key
  value: (array [(spread_element) (identifier) (call_expression) (template_string)])
  (#match? @_key "^[\"']?pageExtensions[\"']?$")) @site

; pageExtensions: extensions
(pair
  key: [(property_identifier) (string)] @_key
  value: [(identifier) (member_expression) (call_expression) (ternary_expression) (binary_expression)]
  (#match? @_key "^[\"']?pageExtensions[\"']?$")) @site

; pageExtensions
((shorthand_property_identifier) @site (#eq? @site "pageExtensions"))

; config.pageExtensions = ["mdx"]
(assignment_expression
  left: (member_expression property: (property_identifier) @_key)
  (#eq? @_key "pageExtensions")) @site
