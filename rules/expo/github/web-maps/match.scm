; run: npx expo export -p web, in a job that ships or hands its output to one that does
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.run"
    "\\bexpo export( |$|\\n)" "\\b(bun|npm|pnpm|yarn)( run)?\\b")
  (#value? @site "" "getsentry/action-release@")
  (#not-value? @site "jobs.*.strategy.matrix" "(?s)."))
