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
