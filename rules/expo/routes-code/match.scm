; plugins: [["expo-router", { root: "./src/screens" }]]
((array . (string (string_fragment) @_plugin)
    (object (pair key: (_) @_root value: (string (string_fragment) @root)))) @site
  (#eq? @_plugin "expo-router")
  (#match? @_root "^[\"']?root[\"']?$"))

; process.env.EXPO_ROUTER_APP_ROOT = "../../src/screens", seen from the router's own folder
((assignment_expression
    left: (member_expression property: (property_identifier) @_name)
    right: (string (string_fragment) @root)) @site
  (#eq? @_name "EXPO_ROUTER_APP_ROOT"))
