; plugins: ["sentry-expo"]
((pair key: (property_identifier) @_plugins value: (array (string (string_fragment) @_name) @site))
  (#eq? @_plugins "plugins")
  (#eq? @_name "sentry-expo"))

; plugins: [["sentry-expo", {}]]
((array (array . (string (string_fragment) @_name)) @site)
  (#eq? @_name "sentry-expo"))
