; Shapes that several areas use: `(_ (#use! "name" …))` stands for the part, see "Shapes" in docs/rules.md.

; app = App(): the call by which an app is built
((call function: [(identifier) (attribute)] @constructor) @site
  (#shape! "app" constructors)
  (#names? @constructor "$constructors"))

; The same in a function: def serve(): app = App()
((_ (#use! "app" "$constructors"))
  (#shape! "app-in-function" constructors)
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters"))

; and in an object: def __init__(self): self.app = App(). Whoever builds an app inside an object decides how often that
; happens: a person has to say.
((_ (#use! "app" "$constructors"))
  (#shape! "app-in-object" constructors)
  (#inside? @site "class_definition")
  (#inside? @site "function_definition")
  (#set! choose "ask"))

; wrapper = App
((expression_statement (assignment left: (identifier) @_alias right: [
    (identifier) @_constructor (attribute) @_constructor
    (conditional_expression [(identifier) (attribute)] @_constructor)]))
  (#shape! "app-named" constructors)
  (#names? @_constructor "$constructors")
  (#eq? @_alias @constructor))

; and in one of two branches
([
    (_ (#use! "app-named" "$constructors"))
    (if_statement consequence: (block (_ (#use! "app-named" "$constructors"))))
    (if_statement alternative: (else_clause body: (block (_ (#use! "app-named" "$constructors")))))
  ]
  (#shape! "app-alias" constructors))

; app = wrapper()
((expression_statement (assignment right: (call function: (identifier) @constructor) @site))
  (#shape! "aliased-app"))

; wrapper = App; app = wrapper() at the top of a module
((module (_ (#use! "app-alias" "$constructors")) (_ (#use! "aliased-app")))
  (#shape! "app-by-alias" constructors))

; and in a function, wherever the name was given
([
  (block (_ (#use! "app-alias" "$constructors")) (_ (#use! "aliased-app")))
  (module
    (_ (#use! "app-alias" "$constructors"))
    (function_definition body: (block (_ (#use! "aliased-app")))))
  ]
  (#shape! "app-by-alias-in-function" constructors)
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda"))

; wrapper = getattr(import_module(module), name)
((expression_statement (assignment
    left: (identifier) @_alias
    right: (call
      function: (identifier) @_getattr
      arguments: (argument_list . (call function: [(identifier) (attribute)] @_import)))))
  (#shape! "class-chosen")
  (#eq? @_getattr "getattr")
  (#set! by-name "`getattr` is Python's own")
  (#imported-from? @_import "importlib.import_module")
  (#eq? @_alias @constructor))

; app = wrapper(name), but not app = wrapper(app)
((expression_statement (assignment
    left: (identifier) @_target
    right: (call function: (identifier) @constructor arguments: (argument_list) @_arguments) @site @chosen))
  (#shape! "app-of-chosen-class")
  (#match? @_target "^(app|application)$")
  (#not-match? @_arguments "\\b(app|application)\\b"))

; No app that is built to try something on
((#shape! "not-on-trial")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; integrations: [replay()], also where a function makes the list
([
    (pair key: [(property_identifier) (string)] @_name value: [
      (array) @listed
      (as_expression (array) @listed)
      (satisfies_expression (array) @listed)
      (arrow_function body: (array) @listed)
      (arrow_function body: (statement_block . (return_statement (array) @listed)))
    ])
    (method_definition name: (property_identifier) @_name
      body: (statement_block . (return_statement (array) @listed)))
  ]
  (#shape! "listed-integrations")
  (#match? @_name "^[\"']?integrations[\"']?$"))

; integrations: what is made elsewhere
([
    (pair key: [(property_identifier) (string)] @_name value: (_) @made)
    (method_definition name: (property_identifier) @_name) @made
    (shorthand_property_identifier) @_name @made
  ]
  (#shape! "made-integrations" @made)
  (#match? @_name "^[\"']?integrations[\"']?$"))

; (context), its type behind it in TypeScript
((formal_parameters . [(required_parameter pattern: (identifier) @parameter) (identifier) @parameter])
  (#shape! "first-parameter" @parameter))
