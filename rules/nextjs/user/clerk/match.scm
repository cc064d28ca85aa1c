; <ClerkProvider><html><body>...</body></html></ClerkProvider>
((jsx_element
    open_tag: (jsx_opening_element name: (identifier) @_provider)
    (jsx_element
      open_tag: (jsx_opening_element name: (identifier) @_html)
      (jsx_element open_tag: (jsx_opening_element name: (identifier) @_body)) @site))
  (#eq? @_provider "ClerkProvider")
  (#imported-from? @_provider "@clerk/nextjs")
  (#eq? @_html "html")
  (#eq? @_body "body"))

; <ClerkProvider>...</ClerkProvider>
((jsx_element open_tag: (jsx_opening_element name: (identifier) @_provider)) @site
  (#eq? @_provider "ClerkProvider")
  (#imported-from? @_provider "@clerk/nextjs")
  (#not-match? @site "<body"))

; createElement(ClerkProvider, ...)
((call_expression function: (_) @_create arguments: (arguments . (identifier) @_provider)) @site
  (#match? @_create "createElement$")
  (#set! by-name "the component says whose it is")
  (#eq? @_provider "ClerkProvider")
  (#imported-from? @_provider "@clerk/nextjs")
  (#set! choose "ask"))
