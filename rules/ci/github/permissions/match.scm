; jobs: { ship: { permissions: { packages: write } } }
((block_mapping_pair key: (_) @_key value: [(flow_node) (block_node)]) @site @listed
  (#eq? @_key "permissions")
  (#path? @site "jobs.*.permissions")
  (#value? @site "jobs.*.permissions" "[:{]")
  (#not-value? @site "jobs.*.permissions" "\\bcontents:")
  (#value? @site "jobs.*" "getsentry/action-release@")
  (#value? @site "jobs.*.steps" "\\bactions/checkout@"))

; permissions: { packages: write }, for a job that lists none of its own
(block_mapping
  (block_mapping_pair key: (_) @_key) @site @listed
  (block_mapping_pair
    key: (_) @_jobs
    value: (block_node (block_mapping (block_mapping_pair) @_job)))
  (#eq? @_key "permissions")
  (#eq? @_jobs "jobs")
  (#value? @site "permissions" "[:{]")
  (#not-value? @site "permissions" "\\bcontents:")
  (#value? @_job "jobs.*.steps" "getsentry/action-release@")
  (#not-value? @_job "jobs.*.permissions" "."))
