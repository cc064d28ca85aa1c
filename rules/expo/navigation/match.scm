; <NavigationContainer ref={navigationRef}>
((jsx_opening_element
    name: (identifier) @_name
    attribute: (jsx_attribute
      (property_identifier) @_ref
      (jsx_expression (identifier) @reference))) @site
  (#eq? @_ref "ref")
  (#imported-from? @_name "@react-navigation/native")
  (#match? @_name "NavigationContainer$")
  (#not-match? @site "\\bonReady="))

; <NavigationContainer theme={theme}>
((jsx_opening_element name: (identifier) @_name) @site
  (#imported-from? @_name "@react-navigation/native")
  (#match? @_name "NavigationContainer$")
  (#not-match? @site "\\bref=|\\bonReady="))

; <NavigationContainer ref={navigationRef} onReady={start}>
((jsx_opening_element name: (identifier) @_name) @site
  (#imported-from? @_name "@react-navigation/native")
  (#match? @_name "NavigationContainer$")
  (#match? @site "\\bonReady=")
  (#set! choose "ask"))
