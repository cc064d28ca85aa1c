; deploy: { script: [fly deploy] }, where ci.ships knows what it ships
((block_mapping_pair key: (_) @_name) @site
  (#path? @site "*")
  (#not-match? @_name "^[\"']?[.]"))
