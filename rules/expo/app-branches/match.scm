; if (staging) { return { ...config, plugins: [] } }, if (staging) return config
((return_statement [(object) (identifier)] @_config) @site
  (#match? @_config "^(config$|\\{)")
  (#inside? @site "if_statement" "switch_statement"))

; if (!config.plugins) config.plugins = []
((assignment_expression left: (member_expression property: (property_identifier) @_key)) @site
  (#eq? @_key "plugins")
  (#inside? @site "if_statement" "switch_statement" "ternary_expression" "binary_expression"))

; ...(staging ? { plugins: [] } : {}), ...(staging && { plugins: [] })
((pair key: (property_identifier) @_key value: (array)) @site
  (#eq? @_key "plugins")
  (#inside? @site "ternary_expression" "binary_expression"))
