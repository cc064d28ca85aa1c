; uses: getsentry/action-release@v3, without an environment
((block_sequence_item) @site @release
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^getsentry/action-release@")
  (#not-value? @site "jobs.*.steps.*.with.environment" "."))

; uses: actions/checkout@v4 in the same job, of one commit
((block_sequence_item) @site @checkout
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^actions/checkout@")
  (#not-value? @site "jobs.*.steps.*.with.repository" ".")
  (#not-value? @site "jobs.*.steps.*.with.fetch-depth" ".")
  (#value? @site "jobs.*" "getsentry/action-release@"))
