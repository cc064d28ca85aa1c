; orders = Blueprint("orders", __name__, url_prefix="/orders"); ns = Namespace("orders", path="/o")
((assignment
    left: (identifier) @target
    right: (call
      function: [(identifier) (attribute)] @constructor
      arguments: (argument_list
        . (_) @name
        (keyword_argument name: (identifier) @_keyword value: (_) @prefix)))) @site
  (#bound-to? @constructor "flask*.*Blueprint" "flask*.*Namespace" "flask*.*APIView" "apiflask.*Blueprint")
  (#any-of? @_keyword "url_prefix" "path" "prefix"))

; orders = Blueprint("orders", __name__)
((assignment
    left: (identifier) @target
    right: (call
      function: [(identifier) (attribute)] @constructor
      arguments: (argument_list . (_) @name))) @site
  (#bound-to? @constructor "flask*.*Blueprint" "flask*.*Namespace" "flask*.*APIView" "apiflask.*Blueprint"))
