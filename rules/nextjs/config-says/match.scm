; pageExtensions: ["page.tsx"]
(pair
  key: [(property_identifier) (string)] @_key
  value: (array (string (string_fragment) @extension) @site)
  (#match? @_key "^[\"']?pageExtensions[\"']?$"))

; pageExtensions: [...extensions]
(pair
  key: [(property_identifier) (string)] @option
  value: (array [(spread_element) (identifier) (call_expression) (template_string)])
  (#match? @option "^[\"']?pageExtensions[\"']?$")) @site

; basePath: "/desk"
(pair
  key: [(property_identifier) (string)] @_key
  value: (string (string_fragment) @path)
  (#match? @_key "^[\"']?basePath[\"']?$")) @site

; output: "export", also as one of two
(pair
  key: [(property_identifier) (string)] @_key
  value: (_) @export
  (#match? @_key "^[\"']?output[\"']?$")
  (#match? @export "[\"']export[\"']")) @site

; config.output = "export"
(assignment_expression
  left: (member_expression property: (property_identifier) @_key)
  right: (_) @export
  (#eq? @_key "output")
  (#match? @export "[\"']export[\"']")) @site

; output: "export", whatever the environment is: nothing is left for a server to run
((object (pair key: [(property_identifier) (string)] @_key value: (_) @alone @site)) @object
  (#match? @_key "^[\"']?output[\"']?$")
  (#match? @alone "^[\"']export[\"'](?:\\s+as\\s+const)?$")
  (#not-inside? @object "pair" "if_statement" "switch_statement" "ternary_expression" "binary_expression"))

((assignment_expression left: (member_expression property: (property_identifier) @_key) right: (_) @alone @site)
  (#eq? @_key "output")
  (#match? @alone "^[\"']export[\"'](?:\\s+as\\s+const)?$")
  (#not-inside? @site "if_statement" "switch_statement" "ternary_expression" "binary_expression"))

; output: process.env.NODE_ENV === "production" ? "export" : undefined
((object (pair
  key: [(property_identifier) (string)] @_key
  value: (ternary_expression condition: (_) @when consequence: (string) @_built) @site)) @object
  (#match? @_key "^[\"']?output[\"']?$")
  (#match? @_built "^[\"']export[\"']$")
  (#not-inside? @object "pair" "if_statement" "switch_statement" "ternary_expression" "binary_expression"))

; pageExtensions: extensions, basePath: process.env.BASE_PATH
(pair
  key: [(property_identifier) (string)] @option
  value: [(identifier) (member_expression) (call_expression) (ternary_expression) (binary_expression) (template_string)]
  (#match? @option "^[\"']?(basePath|pageExtensions)[\"']?$")) @site

; pageExtensions, basePath
((shorthand_property_identifier) @option @site (#any-of? @option "basePath" "pageExtensions"))

; config.pageExtensions = ["mdx"], config.basePath = "/desk"
(assignment_expression
  left: (member_expression property: (property_identifier) @option)
  (#any-of? @option "basePath" "pageExtensions")) @site

; "build": "next build && next export", a script beside it
(program) @program @site
