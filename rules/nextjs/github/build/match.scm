; run: pnpm build, in a job that ships or hands its output to one that does
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.run"
    "\\bnext build\\b" "\\b(bun run|npm run|pnpm( run)?|yarn( run)?)( -\\S+( [\\w@/.-]+)?)* build( |$|\\n)" "\\bturbo (run )?build\\b" "\\bvercel build\\b")
  (#value? @site "" "getsentry/action-release@")
  (#not-value? @site "jobs.*.strategy.matrix" "(?s)."))
