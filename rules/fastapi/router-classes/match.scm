; class UserRouter(APIRouter)
(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute)] @_base)
  (#names? @_base "fastapi.router_classes")) @site
