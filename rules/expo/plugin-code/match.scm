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

; module.exports = ({ config }) => { config.plugins = ["expo-router"]; return config; }
([
    (expression_statement (assignment_expression
      left: (member_expression object: (identifier) @_module)
      right: (_ body: (statement_block (expression_statement (assignment_expression left: (member_expression property: (property_identifier) @_key) right: (array) @plugins @site))))))
    (export_statement (_ body: (statement_block (expression_statement (assignment_expression left: (member_expression property: (property_identifier) @_key) right: (array) @plugins @site)))))
    (program (expression_statement (assignment_expression left: (member_expression property: (property_identifier) @_key) right: (array) @plugins @site)))
  ]
  (#eq? @_key "plugins")
  (#eq? @_module "module"))

; config.plugins = [], in a branch or in a function that may not run
((assignment_expression left: (member_expression property: (property_identifier) @_key)) @site
  (#eq? @_key "plugins")
  (#set! choose "ask"))

; plugins: computed()
((pair key: (property_identifier) @_key) @site (#eq? @_key "plugins") (#set! choose "ask"))

; { name: "app", slug: "app" } without plugins
((object (pair key: (property_identifier) @_key)) @config @site
  (#eq? @_key "slug")
  (#not-match? @config "\\bplugins\\b"))
