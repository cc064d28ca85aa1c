; <body>...</body>
((jsx_element open_tag: (jsx_opening_element name: (identifier) @_body)) @site
  (#eq? @_body "body"))

; createElement("body", ...)
((call_expression function: (_) @_create arguments: (arguments . (string (string_fragment) @_body))) @site
  (#set! by-name "nothing is edited: a person is asked")
  (#match? @_create "createElement$")
  (#set! by-name "the element says what it is")
  (#eq? @_body "body")
  (#set! choose "ask"))
