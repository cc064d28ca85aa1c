; basePath: "/desk"
(pair
  key: [(property_identifier) (string)] @_key
  value: (string (string_fragment) @path)
  (#match? @_key "^[\"']?basePath[\"']?$")) @site

; basePath: process.env.BASE_PATH
(pair
  key: [(property_identifier) (string)] @_key
  value: [
    (identifier) (member_expression) (call_expression) (ternary_expression) (binary_expression) (template_string)
  ]
  (#match? @_key "^[\"']?basePath[\"']?$")) @site

; basePath
((shorthand_property_identifier) @site (#eq? @site "basePath"))

; config.basePath = "/desk"
(assignment_expression
  left: (member_expression property: (property_identifier) @_key)
  (#eq? @_key "basePath")) @site
