; plugins: ["expo-router"]
((pair key: (property_identifier) @_key value: (array) @plugins @site) (#eq? @_key "plugins"))

; plugins: ["expo-router", dev && "expo-dev-client"].filter(Boolean), plugins: [...] as Plugins
((pair
    key: (property_identifier) @_key
    value: [
      (call_expression function: (member_expression object: (array) @plugins @site))
      (as_expression (array) @plugins @site)
      (satisfies_expression (array) @plugins @site)
    ])
  (#eq? @_key "plugins"))

; const plugins = ["expo-router"]
((variable_declarator name: (identifier) @_name value: (array) @plugins @site) (#eq? @_name "plugins"))

; config.plugins = ["expo-router"]
((assignment_expression left: (member_expression property: (property_identifier) @_key) right: (array) @plugins @site)
  (#eq? @_key "plugins"))

; plugins: computed()
((pair key: (property_identifier) @_key) @site (#eq? @_key "plugins") (#set! choose "ask"))

; { name: "app", slug: "app" } without plugins
((object (pair key: (property_identifier) @_key)) @config @site
  (#eq? @_key "slug")
  (#not-match? @config "\\bplugins\\b"))
