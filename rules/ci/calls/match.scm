; uses: ./.github/workflows/deploy.yml, - uses: ./.github/actions/deploy
((block_mapping_pair key: (_) @_key value: (_) @called) @site
  (#eq? @_key "uses")
  (#path? @site "jobs.*.uses" "jobs.*.steps.*.uses")
  (#match? @called "^[\"']?\\./"))
