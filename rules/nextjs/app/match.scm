; "dependencies": { "next": "16.0.0" }
((document (object (pair
  key: (string (string_content) @table)
  value: (object (pair key: (string (string_content) @_name)) @site)))) @package
  (#any-of? @table "dependencies" "devDependencies")
  (#eq? @_name "next"))

; project.json of an Nx app: the package.json above names next
((document) @site @package)
