; <SessionProvider session={session}>...</SessionProvider>
((jsx_element open_tag: (jsx_opening_element name: (identifier) @_provider)) @site
  (#imported-from? @_provider "next-auth/react"))

; createElement(SessionProvider, ...)
((call_expression function: (_) @_create arguments: (arguments . (identifier) @_provider)) @site
  (#match? @_create "createElement$")
  (#imported-from? @_provider "next-auth/react")
  (#set! choose "ask"))
