; uses: actions/checkout@v4, in the job of the release step
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^actions/checkout@")
  (#not-value? @site "jobs.*.steps.*.with.repository" ".")
  (#value? @site "jobs.*" "getsentry/action-release@"))
