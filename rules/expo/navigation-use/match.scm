; <NavigationContainer>, of @react-navigation/native
((jsx_opening_element name: (identifier) @_name) @site
  (#match? @_name "NavigationContainer$")
  (#imported-from? @_name "@react-navigation/native"))
