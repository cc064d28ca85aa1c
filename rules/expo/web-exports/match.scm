; "scripts": { "build:web": "expo export -p web" }
(document (object
  (pair
    key: (string (string_content) @_group)
    value: (object (pair
      key: (string (string_content) @script)
      value: (string (string_content) @command)) @site)))
  (#eq? @_group "scripts")
  (#match? @command "\\bexpo export( |$)"))
