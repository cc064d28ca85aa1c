; Where a Flask application is built. Pattern order is preference order: a factory beats a module-level
; application, which beats an application in any other function. `@site` is the call; operations climb from it to the statement around it.
; Dash(__name__, server=app) builds none: it is handed one.

; def create_app(): app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#not-match? @site "\\bserver\\s*=")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure)_?.*(app|api|server|wsgi|application)|app(lication)?_?factory|^factory$")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#not-match? @site "\\bserver\\s*=")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def serve(): app = Flask(__name__)
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#not-match? @site "\\bserver\\s*=")
  (#inside? @site "function_definition")
  (#not-inside? @site "class_definition" "decorator" "lambda" "parameters")
  (#not-enclosing? @site "(?i)test|mock|dummy|fake|example"))

; class Server: def __init__(self): self.app = Flask(__name__)
; Whoever builds an application inside an object decides how often that happens: a person has to say.
((call function: [(identifier) (attribute)] @constructor) @site
  (#names? @constructor "flask.constructors")
  (#not-match? @site "\\bserver\\s*=")
  (#inside? @site "class_definition")
  (#inside? @site "function_definition")
  (#set! choose "ask"))
