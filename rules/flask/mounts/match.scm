; app.register_blueprint(orders, url_prefix="/orders")
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list
      . (_) @child
      (keyword_argument name: (identifier) @_keyword value: (_) @prefix))) @site
  (#any-of? @_method "register_blueprint" "register_api" "add_namespace")
  (#any-of? @_keyword "url_prefix" "path")
  (#set! by-name "read only where the child is a group of routes that flask.blueprints knows by its home"))

; api.add_namespace(orders, "/orders")
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list . (_) @child . (string) @prefix)) @site
  (#eq? @_method "add_namespace")
  (#set! by-name "read only where the child is a group of routes that flask.blueprints knows by its home"))

; app.register_blueprint(orders)
((call
    function: (attribute object: (_) @parent attribute: (identifier) @_method)
    arguments: (argument_list . (_) @child)) @site
  (#any-of? @_method "register_blueprint" "register_api" "add_namespace")
  (#set! by-name "read only where the child is a group of routes that flask.blueprints knows by its home"))
