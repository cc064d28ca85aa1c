; "scripts": { "ship": "eas build" }
(document (object
  (pair
    key: (string (string_content) @_group)
    value: (object (pair
      key: (string (string_content) @script)
      value: (string (string_content) @command)) @site)))
  (#eq? @_group "scripts"))
