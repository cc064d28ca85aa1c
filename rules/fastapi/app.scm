; Where a FastAPI application is built. Pattern order is preference order: a factory beats a module-level
; application, which beats an application in any other function. `@site` is the call; operations climb from it to
; the statement around it.

; def create_app() -> FastAPI: app = FastAPI()
((_ (#use! "app-in-function" "fastapi.constructors"))
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure|get|register|start)_?.*(app|api|server|asgi|application)|app(lication)?_?factory|^factory$")
  (#use! "not-on-trial"))

; app = FastAPI()
((_ (#use! "app" "fastapi.constructors"))
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def create_app(): wrapper = FastAPI; app = wrapper()
((_ (#use! "app-by-alias-in-function" "fastapi.constructors"))
  (#use! "not-on-trial"))

; wrapper = FastAPI; app = wrapper()
((_ (#use! "app-by-alias" "fastapi.constructors")))

; def serve(): app = FastAPI()
((_ (#use! "app-in-function" "fastapi.constructors"))
  (#use! "not-on-trial"))

; class Server: def __init__(self): self.app = FastAPI()
((_ (#use! "app-in-object" "fastapi.constructors")))
