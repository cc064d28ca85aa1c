; class Shop(Bottle), class Shop(bottle.Bottle), class Shop(Mixin, BaseApp)
(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute)] @_base)
  (#names? @_base "bottle.constructors")) @site
