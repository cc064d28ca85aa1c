; workflows: { ship: { jobs: [deploy] } }, where ci.ships knows what the job ships
((block_sequence_item) @site
  (#path? @site "workflows.*.jobs.*"))
