; <NavigationContainer>, of @react-navigation/native
((jsx_opening_element name: (identifier) @_name) @site
  (#imported-from? @_name "@react-navigation/native"))
