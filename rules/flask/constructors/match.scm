; class Shop(Flask), class Shop(flask.Flask), class Shop(Mixin, BaseApp)
(class_definition
  name: (identifier) @name
  superclasses: (argument_list [(identifier) (attribute)] @_base)
  (#names? @_base "flask.constructors")) @site

; from shopkit.web import ShopkitFlask; ShopkitFlask(__name__): it says in its name what it builds
((call function: [(identifier) (attribute)] @name arguments: (argument_list . [(identifier) (keyword_argument value: (identifier))] @_import)) @site
  (#match? @name "(^|\\.)[A-Z][A-Za-z]*Flask$|(^|\\.)Flask[A-Z][A-Za-z]*App$")
  (#match? @_import "^(import_name\\s*=\\s*)?__name__$")
  (#bound-to? @name "*.*"))

; app = Base(__name__)
((expression_statement (assignment
    left: (identifier) @_app
    right: (call
      function: [(identifier) (attribute)] @name
      arguments: (argument_list . [(identifier) (keyword_argument value: (identifier))] @_import)) @site))
  (#shape! "built-like-an-app")
  (#match? @name "(^|\\.)[A-Z]\\w*$")
  (#not-match? @name "(Blueprint|Namespace|Api|APIView)$")
  (#match? @_import "^(import_name\\s*=\\s*)?__name__$"))

; @app.route("/"), app.register_blueprint(pages)
([
    (decorated_definition (decorator (call function: (attribute object: (identifier) @_used attribute: (identifier) @_as))))
    (expression_statement (call function: (attribute object: (identifier) @_used attribute: (identifier) @_as)))
  ]
  (#shape! "used-like-an-app")
  (#eq? @_used @_app)
  (#any-of? @_as "route" "register_blueprint" "add_url_rule" "before_request" "errorhandler" "wsgi_app")
  (#bound-to? @name "*.*"))

; from acme.flask_base import Base; app = Base(__name__); app.register_blueprint(pages): a package that speaks of
; Flask, built as a Flask app is, and used as one
(_
  (_ (#use! "built-like-an-app"))
  [
    (decorated_definition (decorator (call function: (attribute object: (identifier) @_used attribute: (identifier) @_as))))
    (expression_statement (call function: (attribute object: (identifier) @_used attribute: (identifier) @_as)))
    (expression_statement (call function: (attribute
      object: (attribute object: (identifier) @_used attribute: (identifier) @_as))))
    (expression_statement (assignment left: (subscript
      value: (attribute object: (identifier) @_used attribute: (identifier) @_as))))
  ]
  (#eq? @_used @_app)
  (#any-of? @_as "route" "register_blueprint" "add_url_rule" "before_request" "errorhandler" "wsgi_app" "config" "run")
  (#bound-to? @name "*flask*" "*Flask*"))

; from flask import request; from acme.web import Service; app = Service(__name__); @app.route("/")
(module
  (import_from_statement module_name: (dotted_name) @_flask)
  (_ (#use! "built-like-an-app"))
  (_ (#use! "used-like-an-app"))
  (#eq? @_flask "flask"))

; the same in a function: def create_app(): app = Service(__name__)
(module
  (import_from_statement module_name: (dotted_name) @_flask)
  (function_definition body: (block
    (_ (#use! "built-like-an-app"))
    (_ (#use! "used-like-an-app"))))
  (#eq? @_flask "flask"))
