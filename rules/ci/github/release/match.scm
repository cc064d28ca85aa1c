; jobs: { deploy: … }, where ci.ships knows what it ships
((block_mapping_pair) @site
  (#path? @site "jobs.*"))
