; Where a Flask application is built. Pattern order is preference order: a factory beats a module-level
; application, which beats an application in any other function. `@site` is the call; operations climb from it to the statement around it.
; Dash(__name__, server=app) builds none: it is handed one.

; def create_app(): app = Flask(__name__)
((_ (#use! "app-in-function" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*=")
  (#enclosing? @site "(?i)^_?(create|make|build|new|init|setup|configure)_?.*(app|api|server|wsgi|application)|app(lication)?_?factory|^factory$")
  (#use! "not-on-trial"))

; app = Flask(__name__)
((_ (#use! "app" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*=")
  (#not-inside? @site "function_definition" "class_definition" "decorator" "lambda"))

; def create_app(): wrapper = Flask; app = wrapper()
((_ (#use! "app-by-alias-in-function" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*=")
  (#use! "not-on-trial"))

; wrapper = Flask; app = wrapper()
((_ (#use! "app-by-alias" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*="))

; def serve(): app = Flask(__name__)
((_ (#use! "app-in-function" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*=")
  (#use! "not-on-trial"))

; class Server: def __init__(self): self.app = Flask(__name__)
((_ (#use! "app-in-object" "flask.constructors"))
  (#not-match? @site "\\bserver\\s*="))

; from flask import Flask; wrapper = getattr(import_module(module), name); app = wrapper(name): what it builds shows only
; where it runs, so a person has to say
((module
    (import_from_statement module_name: (dotted_name) @_framework)
    (function_definition body: (block (_ (#use! "class-chosen")) (_ (#use! "app-of-chosen-class")))))
  (#eq? @_framework "flask")
  (#set! choose "ask"))
