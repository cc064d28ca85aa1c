; <ClerkProvider publishableKey={key}>...</ClerkProvider>
((jsx_element open_tag: (jsx_opening_element name: (identifier) @_provider)) @site
  (#imported-from? @_provider "@clerk/clerk-expo" "@clerk/expo"))

; createElement(ClerkProvider, …)
((call_expression function: (_) @_create arguments: (arguments . (identifier) @_provider)) @site
  (#match? @_create "createElement$")
  (#set! by-name "the component says whose it is")
  (#imported-from? @_provider "@clerk/clerk-expo" "@clerk/expo")
  (#set! choose "ask"))
