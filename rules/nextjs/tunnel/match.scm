; withSentryConfig(config, { tunnelRoute: "/monitoring" })
((pair key: [(property_identifier) (string)] @_key value: (_) @_value) @site
  (#match? @_key "tunnelRoute")
  (#not-any-of? @_value "false" "undefined"))
