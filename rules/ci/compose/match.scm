; services: { web: { build: ., environment: { PORT: 80 } } }, over lines or on one
((block_mapping_pair
  key: (_) @_name
  value: (block_node (block_mapping (block_mapping_pair
    key: (_) @_key
    value: [(block_node (block_mapping)) (flow_node (flow_mapping))])))) @site @mapping
  (#eq? @_key "environment")
  (#path? @site "services.*")
  (#value? @site "services.*.build" "(?s).")
  ; Neither a store with an image of its own, nor what other bundlers serve.
  (#not-match? @_name "(?i)(^|[_-])(cache|database|db|mongo|mysql|nginx|postgres|proxy|queue|redis)([_-]|$)")
  (#not-value? @site "services.*.environment" "\\b(REACT_APP|VITE)_"))

; services: { web: { build: ., environment: [PORT=80] } }
((block_mapping_pair
  key: (_) @_name
  value: (block_node (block_mapping (block_mapping_pair
    key: (_) @_key
    value: [(block_node (block_sequence)) (flow_node (flow_sequence))])))) @site @list
  (#eq? @_key "environment")
  (#path? @site "services.*")
  (#value? @site "services.*.build" "(?s).")
  ; Neither a store with an image of its own, nor what other bundlers serve.
  (#not-match? @_name "(?i)(^|[_-])(cache|database|db|mongo|mysql|nginx|postgres|proxy|queue|redis)([_-]|$)")
  (#not-value? @site "services.*.environment" "\\b(REACT_APP|VITE)_"))
