; class Shop(Flask), class Shop(flask.Flask), class Shop(Mixin, BaseApp)
(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute)] @_base)
  (#names? @_base "flask.constructors")) @site
