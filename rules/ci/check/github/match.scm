; jobs: of a workflow
((block_mapping_pair key: (_) @_key) @site
  (#eq? @_key "jobs")
  (#path? @site "jobs"))
