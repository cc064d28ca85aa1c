; workflows: { ship: { jobs: [deploy] } }, where ci.ships knows what the job ships
((block_sequence_item) @site
  (#path? @site "workflows.*.jobs.*"))

; jobs: [deploy], where nothing can be put between
((flow_node) @site
  (#path? @site "workflows.*.jobs.*")
  (#set! choose "ask"))
