; @orders.route("/pay") over a function or a class
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list . (_) @path)) @site)
    definition: (_ name: (identifier) @name) @view)
  (#eq? @method "route")
  (#use! "of-an-app" @owner))

; @orders.post("/pay")
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list . [(string) (concatenated_string)] @path)) @site)
    definition: (_ name: (identifier) @name) @view)
  (#any-of? @method "get" "post" "put" "patch" "delete")
  (#use! "of-an-app" @owner)
  (#match? @path "^\\(?[a-zA-Z]*(\"/|'/|\"\"|''|\"\\{|'\\{)"))

; app.add_url_rule("/pay", view_func=pay)
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . (_) @path
      (keyword_argument name: (identifier) @_keyword value: (_) @name @wrapped))) @site
  (#eq? @method "add_url_rule")
  (#use! "of-an-app" @owner)
  (#eq? @_keyword "view_func"))

; app.add_url_rule("/pay", "pay", pay)
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . (_) @path
      . (_)
      . [(identifier) (attribute) (call)] @name @wrapped)) @site
  (#eq? @method "add_url_rule")
  (#use! "of-an-app" @owner))

; api.add_resource(Payment, "/pay")
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list . [(identifier) (attribute)] @name @wrapped . (_) @path)) @site
  (#eq? @method "add_resource")
  (#use! "of-an-app" @owner))

; register_view(orders, routes=["/pay"], view_func=Payment.as_view("pay"))
((call
    function: (identifier) @method
    arguments: (argument_list
      . (_) @owner
      (keyword_argument name: (identifier) @_paths value: (_) @path)
      (keyword_argument name: (identifier) @_keyword value: (_) @name @wrapped))) @site
  (#use! "of-an-app" @owner)
  (#any-of? @_paths "routes" "route" "rules" "rule" "urls" "url" "path")
  (#eq? @_keyword "view_func"))

; register_view(orders, "/pay", view_func=Payment.as_view("pay"))
((call
    function: (identifier) @method
    arguments: (argument_list
      . (_) @owner
      . (string) @path
      (keyword_argument name: (identifier) @_keyword value: (_) @name @wrapped))) @site
  (#use! "of-an-app" @owner)
  (#eq? @_keyword "view_func"))
