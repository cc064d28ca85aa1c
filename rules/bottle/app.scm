; Where a Bottle application is built. Pattern order is preference order: a factory beats an application at the top of a
; module, which beats the default one that Bottle builds by itself. `@site` is the call; operations climb from it to the
; statement around it.

; def create_app(): app = Bottle()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "bottle.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure|get|assemble)_?.*(app|api|server|wsgi|application)|app(lication)?_?factory|^factory$")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; app = Bottle()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "bottle.constructors")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; application = default_app(), app = bottle.app()
((call function: [(identifier) (attribute)] @called) @site
  (#imported-from? @called "bottle.default_app" "bottle.app")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def create_app(): wrapper = Bottle; app = wrapper()
([
  (block
    (expression_statement (assignment left: (identifier) @_alias right: [
      (identifier) @_constructor (attribute) @_constructor
      (conditional_expression [(identifier) (attribute)] @_constructor)]))
    (expression_statement (assignment right: (call function: (identifier) @constructor) @site)))
  (module
    (expression_statement (assignment left: (identifier) @_alias right: [
      (identifier) @_constructor (attribute) @_constructor
      (conditional_expression [(identifier) (attribute)] @_constructor)]))
    (function_definition body: (block
      (expression_statement (assignment right: (call function: (identifier) @constructor) @site)))))
  ]
  (#names? @_constructor "bottle.constructors")
  (#eq? @_alias @constructor)
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; wrapper = Bottle; app = wrapper()
((module
    (expression_statement (assignment left: (identifier) @_alias right: [
    (identifier) @_constructor (attribute) @_constructor
    (conditional_expression [(identifier) (attribute)] @_constructor)]))
    (expression_statement (assignment right: (call function: (identifier) @constructor) @site)))
  (#names? @_constructor "bottle.constructors")
  (#eq? @_alias @constructor))

; def serve(): app = Bottle()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "bottle.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; run(host="0.0.0.0"): without an app it serves the default one
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list) @_arguments) @site
  (#imported-from? @called "bottle.run")
  (#match? @_arguments "^\\(\\s*(\\)|\\w+\\s*=|\\*\\*)")
  (#not-match? @_arguments "\\bapp\\s*=")
  (#not-inside? @site "class_definition" "decorator" "lambda")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; class Server: def __init__(self): self.app = Bottle()
; Whoever builds an application inside an object decides how often that happens: a person has to say.
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "bottle.constructors")
  (#inside? @site "class_definition")
  (#inside? @site "function_definition")
  (#set! choose "ask"))
