; app.mount("/v1", v1)
((call
    function: (attribute object: (_) @_parent attribute: (identifier) @_mount)
    arguments: (argument_list . (_) . (identifier) @child)) @site
  (#eq? @_mount "mount")
  (#bound-to? @_parent "fastapi.constructors()"))

; app.mount("/v1", app=v1)
((call
    function: (attribute object: (_) @_parent attribute: (identifier) @_mount)
    arguments: (argument_list (keyword_argument name: (identifier) @_app value: (identifier) @child))) @site
  (#eq? @_mount "mount")
  (#eq? @_app "app")
  (#bound-to? @_parent "fastapi.constructors()"))
