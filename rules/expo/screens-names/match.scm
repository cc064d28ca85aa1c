; <Stack.Screen name="Checkout" component={Checkout} />
((jsx_self_closing_element
    name: (member_expression property: (property_identifier) @_element)
    attribute: (jsx_attribute (property_identifier) @_attribute (string (string_fragment) @name))) @site
  (#eq? @_element "Screen")
  (#eq? @_attribute "name"))

; <Stack.Screen name="Checkout">{(props) => <Checkout {...props} />}</Stack.Screen>
((jsx_opening_element
    name: (member_expression property: (property_identifier) @_element)
    attribute: (jsx_attribute (property_identifier) @_attribute (string (string_fragment) @name))) @site
  (#eq? @_element "Screen")
  (#eq? @_attribute "name"))
