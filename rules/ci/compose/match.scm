; services: { web: { build: ., environment: { PORT: 80 } } }
((block_mapping_pair
  value: (block_node (block_mapping (block_mapping_pair
    key: (_) @_key
    value: (block_node (block_mapping)))))) @site @mapping
  (#eq? @_key "environment")
  (#path? @site "services.*")
  (#value? @site "services.*.build" "(?s)."))

; services: { web: { build: ., environment: [PORT=80] } }
((block_mapping_pair
  value: (block_node (block_mapping (block_mapping_pair
    key: (_) @_key
    value: (block_node (block_sequence)))))) @site @list
  (#eq? @_key "environment")
  (#path? @site "services.*")
  (#value? @site "services.*.build" "(?s).")
  ; The same name with a value would stand there twice.
  (#not-value? @site "services.*.environment" "SENTRY_DSN|(?m)^\\s*- [\"']?(ENVIRONMENT|RELEASE_VERSION)\\b"))
