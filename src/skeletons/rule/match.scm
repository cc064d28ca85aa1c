; acme.connect(...), under whatever name it was imported. Operations work on @site; templates see
; @name as {{ name.text }}, and @_name is for this query alone.
((call function: [(identifier) (attribute)] @_callee) @site
  (#imported-from? @_callee "acme.connect"))
