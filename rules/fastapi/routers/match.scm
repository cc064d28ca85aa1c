; router = APIRouter(prefix="/orders")
((assignment
    left: (identifier) @target
    right: (call
      function: [(identifier) (attribute)] @_constructor
      arguments: (argument_list (keyword_argument name: (identifier) @_keyword value: (_) @prefix)))) @site
  (#names? @_constructor "fastapi.router_classes")
  (#eq? @_keyword "prefix"))

; router = APIRouter(), api = FastAPI()
((assignment
    left: (identifier) @target
    right: (call function: [(identifier) (attribute)] @_constructor)) @site
  (#names? @_constructor "fastapi.router_classes" "fastapi.constructors"))
