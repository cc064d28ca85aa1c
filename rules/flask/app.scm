; Where a Flask application is built. Pattern order is preference order: a factory beats a module-level
; application, which beats an application in any other function. `@site` is the call; operations climb from it to the statement around it.

; def create_app(): app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure)_?.*(app|api|server|wsgi|application)|app(lication)?_?factory|^factory$")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def serve(): app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; def create_app(): app = CustomFlask(import_name=__name__), a class from another package
((call function: [(identifier) (attribute)] @constructor arguments: (argument_list) @_arguments) @site
  (#match? @constructor "(^|\\.)[A-Z][A-Za-z]*Flask$|(^|\\.)Flask[A-Z][A-Za-z]*App$")
  (#match? @_arguments "^\\(\\s*(import_name\\s*=\\s*)?__name__")
  (#set! by-name "it is called with __name__, as Flask's own class is")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; app = CustomFlask(__name__)
((call function: [(identifier) (attribute)] @constructor arguments: (argument_list) @_arguments) @site
  (#match? @constructor "(^|\\.)[A-Z][A-Za-z]*Flask$|(^|\\.)Flask[A-Z][A-Za-z]*App$")
  (#match? @_arguments "^\\(\\s*(import_name\\s*=\\s*)?__name__")
  (#set! by-name "it is called with __name__, as Flask's own class is")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; class Server: def __init__(self): self.app = Flask(__name__)
; Whoever builds an application inside an object decides how often that happens: a person has to say.
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#inside? @site "class_definition")
  (#inside? @site "function_definition")
  (#set! choose "ask"))
