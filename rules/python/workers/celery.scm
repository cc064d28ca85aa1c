; celery = Celery("shop")
(module
  (expression_statement (assignment left: (_) @name right: (call function: (_) @_class))) @site
  (#imported-from? @_class "celery.Celery" "celery.app.Celery" "celery.app.base.Celery"))

; class ShopCelery(Celery): ...
; celery = ShopCelery("shop")
(module
  (class_definition name: (identifier) @_own superclasses: (argument_list (_) @_base))
  (expression_statement (assignment left: (_) @name right: (call function: (identifier) @_class))) @site
  (#imported-from? @_base "celery.Celery" "celery.app.Celery" "celery.app.base.Celery")
  (#eq? @_own @_class))
