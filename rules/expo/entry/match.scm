; { "main": "expo-router/entry" }
(document (object (pair key: (string (string_content) @_key) value: (string (string_content) @main))) @site
  (#eq? @_key "main"))

; { "name": "app" }, for which Expo takes ./index or ./App
(document (object)) @site
