; { "expo": { "name": "app" } }
(document (object (pair key: (string (string_content) @nested) value: (object)) @site)
  (#eq? @nested "expo"))

; { "name": "app", "slug": "app" }
(document (object (pair key: (string (string_content) @_key)) @site)
  (#any-of? @_key "slug" "plugins" "splash" "ios" "android"))
