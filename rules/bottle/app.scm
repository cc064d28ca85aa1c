; Where a Bottle application is built. Pattern order is preference order: a factory beats an application at the top of a
; module, which beats the default one that Bottle builds by itself. `@site` is the call; operations climb from it to the
; statement around it.

; def create_app(): app = Bottle()
((_ (#use! "app-in-function" "bottle.constructors"))
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure|get|assemble)_?.*(app|api|server|wsgi|application)|app(lication)?_?factory|^factory$")
  (#use! "not-on-trial"))

; app = Bottle()
((_ (#use! "app" "bottle.constructors"))
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; application = default_app(), app = bottle.app()
((call function: [(identifier) (attribute)] @called) @site
  (#imported-from? @called "bottle.default_app" "bottle.app")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def create_app(): wrapper = Bottle; app = wrapper()
((_ (#use! "app-by-alias-in-function" "bottle.constructors"))
  (#use! "not-on-trial"))

; wrapper = Bottle; app = wrapper()
((_ (#use! "app-by-alias" "bottle.constructors")))

; def serve(): app = Bottle()
((_ (#use! "app-in-function" "bottle.constructors"))
  (#use! "not-on-trial"))

; run(host="0.0.0.0"): without an app it serves the default one
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list) @_arguments) @site
  (#imported-from? @called "bottle.run")
  (#match? @_arguments "^\\(\\s*(\\)|\\w+\\s*=|\\*\\*)")
  (#not-match? @_arguments "\\bapp\\s*=")
  (#not-inside? @site "class_definition" "decorator" "lambda")
  (#use! "not-on-trial"))

; class Server: def __init__(self): self.app = Bottle()
((_ (#use! "app-in-object" "bottle.constructors")))
