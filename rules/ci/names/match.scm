; { "name": "@acme/web" }
(document (object (pair
  key: (string (string_content) @_key)
  value: (string (string_content) @name)) @site)
  (#eq? @_key "name"))
