; Whose routes they are decides: an app, the default one, or what a function that registers them is handed.

; @app.post("/pay"), @app.route("/pay", method="POST")
((decorated_definition
    (decorator
      (call
        function: (attribute object: (_) @owner attribute: (identifier) @method)
        arguments: (argument_list . (_) @path)) @site)
    definition: (_ name: (identifier) @name) @view)
  (#any-of? @method "route" "get" "post" "put" "patch" "delete")
  (#bound-to? @owner "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; @post("/pay"), @bottle.route("/pay", method="POST"): on the default app
((decorated_definition
    (decorator
      (call
        function: [(identifier) (attribute)] @method
        arguments: (argument_list . (_) @path)) @site)
    definition: (_ name: (identifier) @name) @view)
  (#imported-from? @method "bottle.route" "bottle.get" "bottle.post" "bottle.put" "bottle.patch" "bottle.delete"))

; app.route("/pay", method="POST", callback=pay)
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . [(string) (concatenated_string)] @path
      (keyword_argument name: (identifier) @_keyword value: [(identifier) (attribute)] @name @wrapped))) @site
  (#any-of? @method "route" "get" "post" "put" "patch" "delete")
  (#eq? @_keyword "callback")
  (#bound-to? @owner "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; app.route("/pay", "POST", pay), app.route("/pay", ["GET", "POST"], pay)
((call
    function: (attribute object: (_) @owner attribute: (identifier) @method)
    arguments: (argument_list
      . [(string) (concatenated_string)] @path
      . (_)
      . [(identifier) (attribute)] @name @wrapped)) @site
  (#eq? @method "route")
  (#bound-to? @owner "bottle.constructors()" "bottle.default_app()" "bottle.app()" "parameter"))

; route("/pay", "POST", pay): on the default app
((call
    function: [(identifier) (attribute)] @method
    arguments: (argument_list
      . [(string) (concatenated_string)] @path
      . (_)
      . [(identifier) (attribute)] @name @wrapped)) @site
  (#imported-from? @method "bottle.route"))
