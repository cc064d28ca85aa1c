; run: npx expo export -p web, run: eas update --auto
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.run" ".")
  (#value? @site "" "getsentry/action-release@"))
