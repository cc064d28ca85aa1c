; services: { web: { build: ., env_file: .env } }
((block_mapping_pair key: (_) @_key) @site
  (#eq? @_key "env_file")
  (#path? @site "services.*.env_file"))
