; output: "export", also as one of two
(pair
  key: [(property_identifier) (string)] @_key
  value: (_) @_value
  (#match? @_key "^[\"']?output[\"']?$")
  (#match? @_value "[\"']export[\"']")) @site

; config.output = "export"
(assignment_expression
  left: (member_expression property: (property_identifier) @_key)
  right: (_) @_value
  (#eq? @_key "output")
  (#match? @_value "[\"']export[\"']")) @site
