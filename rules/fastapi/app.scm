; Where a FastAPI application is built. Pattern order is preference order: a factory beats a module-level
; application, which beats an application in any other function. `@site` is the call; operations climb from it to
; the statement around it.

; def create_app() -> FastAPI: app = FastAPI()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "fastapi.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure|get|register|start)_?.*(app|api|server|asgi|application)|app(lication)?_?factory|^factory$")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; app = FastAPI()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "fastapi.constructors")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def create_app(): wrapper = FastAPI; app = wrapper()
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
  (#names? @_constructor "fastapi.constructors")
  (#eq? @_alias @constructor)
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; wrapper = FastAPI; app = wrapper()
((module
    (expression_statement (assignment left: (identifier) @_alias right: [
    (identifier) @_constructor (attribute) @_constructor
    (conditional_expression [(identifier) (attribute)] @_constructor)]))
    (expression_statement (assignment right: (call function: (identifier) @constructor) @site)))
  (#names? @_constructor "fastapi.constructors")
  (#eq? @_alias @constructor))

; def serve(): app = FastAPI()
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "fastapi.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; class Server: def __init__(self): self.app = FastAPI()
; Whoever builds an application inside an object decides how often that happens: a person has to say.
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "fastapi.constructors")
  (#inside? @site "class_definition")
  (#inside? @site "function_definition")
  (#set! choose "ask"))
