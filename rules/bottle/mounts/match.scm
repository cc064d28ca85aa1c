; app.mount("/admin/", admin)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_mount)
    arguments: (argument_list . (_) @prefix . [(identifier) (attribute)] @child)) @site
  (#eq? @_mount "mount")
  (#bound-to? @parent "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; app.merge(admin.routes)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_merge)
    arguments: (argument_list . (attribute object: (_) @child attribute: (identifier) @_routes))) @site
  (#eq? @_merge "merge")
  (#eq? @_routes "routes")
  (#bound-to? @child "bottle.constructors()" "bottle.default_app()" "bottle.app()")
  (#bound-to? @parent "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; app.merge(admin)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_merge)
    arguments: (argument_list . [(identifier) (attribute)] @child)) @site
  (#eq? @_merge "merge")
  (#bound-to? @parent "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; mount("/admin/", admin): on the default app
((call
    function: [(identifier) (attribute)] @_mount
    arguments: (argument_list . (_) @prefix . [(identifier) (attribute)] @child)) @site
  (#imported-from? @_mount "bottle.mount"))
