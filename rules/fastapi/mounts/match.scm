; app.include_router(orders.router, prefix="/orders"), app.include_router(router=orders, prefix=settings.PREFIX)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list
      . [(identifier) @child (attribute) @child (keyword_argument value: (_) @child)]
      (keyword_argument name: (identifier) @_keyword value: (_) @prefix))) @site
  (#eq? @_method "include_router")
  (#eq? @_keyword "prefix")
  (#set! by-name "read only where the child is a group of routes that fastapi.routers knows by its home"))

; app.mount("/admin", admin)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list . (_) @prefix . [(identifier) (attribute)] @child)) @site
  (#eq? @_method "mount")
  (#bound-to? @parent "fastapi.constructors()"))

; app.include_router(orders.router)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list . [(identifier) @child (attribute) @child (keyword_argument value: (_) @child)])) @site
  (#eq? @_method "include_router")
  (#set! by-name "read only where the child is a group of routes that fastapi.routers knows by its home"))
