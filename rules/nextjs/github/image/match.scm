; uses: docker/build-push-action@v6, which builds with BuildKit
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^[\\w.-]+/build-push-action@"))
