; class Shop(FastAPI), class Shop(fastapi.FastAPI), class Shop(Mixin, BaseApp)
(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute)] @_base)
  (#names? @_base "fastapi.constructors")) @site

; from acme.web import AcmeFastAPI; AcmeFastAPI(title="Shop"): it says in its name what it builds
((call function: [(identifier) (attribute)] @name) @site
  (#match? @name "(^|\\.)[A-Z]\\w*Fast(API|Api)$")
  (#bound-to? @name "*.*"))
