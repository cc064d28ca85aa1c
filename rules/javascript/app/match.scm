; { "dependencies": { "next": "16.0.0" } }
(document (object
  (pair
    key: (string (string_content) @_group)
    value: (object (pair key: (string (string_content) @_name)) @site)))
  (#eq? @_group "dependencies")
  (#any-of? @_name "next" "expo"))
