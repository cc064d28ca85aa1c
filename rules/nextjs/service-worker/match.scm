; "dependencies": { "next-pwa": "5.6.0" }
((document (object (pair
  key: (string (string_content) @_table)
  value: (object (pair key: (string (string_content) @name)) @site))))
  (#any-of? @_table "dependencies" "devDependencies")
  (#any-of? @name "next-pwa" "@ducanh2912/next-pwa" "next-offline"))
