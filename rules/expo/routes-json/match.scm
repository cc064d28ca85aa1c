; "plugins": [["expo-router", { "root": "./src/screens" }]]
((array . (string (string_content) @_plugin)
    (object (pair key: (string (string_content) @_root) value: (string (string_content) @root)))) @site
  (#eq? @_plugin "expo-router")
  (#eq? @_root "root"))
