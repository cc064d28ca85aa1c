; Steps that ship an app. The release is a step of its own behind them, with Node and the whole history.

; branches: { main: [{ step: { script: [fly deploy] } }] }
((block_sequence_item) @site
  (#path? @site "pipelines.*.*.*")
  (#not-path? @site "pipelines.pull-requests.*.*")
  (#value? @site "pipelines.*.*.*.step.script"
    ; images
    "\\bdocker([- ]compose)?( image)? push\\b" "(?s)\\bdocker buildx build\\b.*--push\\b"
    "\\bdocker (manifest (create|push)|buildx imagetools create)\\b"
    ; clusters and servers
    "\\bkubectl\\b.* (apply|rollout|set image)\\b" "\\boc\\b.* (apply|rollout|start-build)\\b"
    "\\bhelm(file)?\\b.* (apply|sync|upgrade)\\b" "\\bansible-playbook\\b"
    "\\bgit push\\b.*(dokku|heroku)" "\\b(rsync|scp)\\b.*\\w@" "\\bssh\\b.*(deploy|docker|git pull|restart)"
    "\\bpm2 (deploy|reload|restart)\\b" "\\bsystemctl restart\\b"
    ; clouds and platforms
    "\\baws s3 (cp|sync)\\b" "\\baws (amplify start-|cloudformation (deploy|update-stack)|deploy create-deployment|ecs update-service|elasticbeanstalk update-environment|lambda update-function-code)"
    "\\bgcloud\\b.* deploy\\b" "\\baz (containerapp|functionapp|staticwebapp|webapp)\\b"
    "\\b(caprover|cdk|dokku|eb|firebase|flyctl|fly|kamal|netlify|sam|serverless|sls|vercel|wrangler)( pages)? (deploy|publish)\\b"
    "\\bvercel\\b.*--(prebuilt|prod)\\b" "\\bheroku container:release\\b" "\\bdpl --?\\w" "\\brailway up\\b" "\\bcf push\\b"
    "\\bcurl\\b.*(?i:deploy)"
    ; app stores
    "\\beas(-cli(@\\S+)?)? (build|deploy|submit|update)\\b" "\\bfastlane\\b" "\\bfirebase appdistribution:distribute\\b"
    ; the repository's own
    "\\b(bun run|just|make|npm run|pnpm( run)?|task|yarn( run)?)( -\\S+)* ([\\w-]+:)*deploy\\b"
    "(?i)[\\w./-]*(deploy|s3_upload|s3-upload)[\\w-]*\\.(js|mjs|py|sh|ts)\\b"
    "(?i)\\bpipe: \\S*(deploy|push-image|run)")
  (#not-value? @site "pipelines.*.*.*.step.script" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b")
  (#not-value? @site "pipelines.*.*" "sentry-cli|sentry-release|getsentry/")
  (#not-elsewhere? @site "pipelines.*.*.*" "ci.packages" "ci.apps" "flask.app")
  (#set! choose "last"))

; default: [{ step: { script: [fly deploy] } }]
((block_sequence_item) @site
  (#path? @site "pipelines.default.*")
  (#value? @site "pipelines.*.*.step.script"
    ; images
    "\\bdocker([- ]compose)?( image)? push\\b" "(?s)\\bdocker buildx build\\b.*--push\\b"
    "\\bdocker (manifest (create|push)|buildx imagetools create)\\b"
    ; clusters and servers
    "\\bkubectl\\b.* (apply|rollout|set image)\\b" "\\boc\\b.* (apply|rollout|start-build)\\b"
    "\\bhelm(file)?\\b.* (apply|sync|upgrade)\\b" "\\bansible-playbook\\b"
    "\\bgit push\\b.*(dokku|heroku)" "\\b(rsync|scp)\\b.*\\w@" "\\bssh\\b.*(deploy|docker|git pull|restart)"
    "\\bpm2 (deploy|reload|restart)\\b" "\\bsystemctl restart\\b"
    ; clouds and platforms
    "\\baws s3 (cp|sync)\\b" "\\baws (amplify start-|cloudformation (deploy|update-stack)|deploy create-deployment|ecs update-service|elasticbeanstalk update-environment|lambda update-function-code)"
    "\\bgcloud\\b.* deploy\\b" "\\baz (containerapp|functionapp|staticwebapp|webapp)\\b"
    "\\b(caprover|cdk|dokku|eb|firebase|flyctl|fly|kamal|netlify|sam|serverless|sls|vercel|wrangler)( pages)? (deploy|publish)\\b"
    "\\bvercel\\b.*--(prebuilt|prod)\\b" "\\bheroku container:release\\b" "\\bdpl --?\\w" "\\brailway up\\b" "\\bcf push\\b"
    "\\bcurl\\b.*(?i:deploy)"
    ; app stores
    "\\beas(-cli(@\\S+)?)? (build|deploy|submit|update)\\b" "\\bfastlane\\b" "\\bfirebase appdistribution:distribute\\b"
    ; the repository's own
    "\\b(bun run|just|make|npm run|pnpm( run)?|task|yarn( run)?)( -\\S+)* ([\\w-]+:)*deploy\\b"
    "(?i)[\\w./-]*(deploy|s3_upload|s3-upload)[\\w-]*\\.(js|mjs|py|sh|ts)\\b"
    "(?i)\\bpipe: \\S*(deploy|push-image|run)")
  (#not-value? @site "pipelines.*.*.step.script" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b")
  (#not-value? @site "pipelines.*" "sentry-cli|sentry-release|getsentry/")
  (#set! choose "last"))

; a step that several pipelines share: definitions: { steps: [{ step: &deploy … }] }
((block_sequence_item) @site
  (#path? @site "definitions.steps.*")
  (#value? @site "definitions.steps.*.step.script"
    ; images
    "\\bdocker([- ]compose)?( image)? push\\b" "(?s)\\bdocker buildx build\\b.*--push\\b"
    "\\bdocker (manifest (create|push)|buildx imagetools create)\\b"
    ; clusters and servers
    "\\bkubectl\\b.* (apply|rollout|set image)\\b" "\\boc\\b.* (apply|rollout|start-build)\\b"
    "\\bhelm(file)?\\b.* (apply|sync|upgrade)\\b" "\\bansible-playbook\\b"
    "\\bgit push\\b.*(dokku|heroku)" "\\b(rsync|scp)\\b.*\\w@" "\\bssh\\b.*(deploy|docker|git pull|restart)"
    "\\bpm2 (deploy|reload|restart)\\b" "\\bsystemctl restart\\b"
    ; clouds and platforms
    "\\baws s3 (cp|sync)\\b" "\\baws (amplify start-|cloudformation (deploy|update-stack)|deploy create-deployment|ecs update-service|elasticbeanstalk update-environment|lambda update-function-code)"
    "\\bgcloud\\b.* deploy\\b" "\\baz (containerapp|functionapp|staticwebapp|webapp)\\b"
    "\\b(caprover|cdk|dokku|eb|firebase|flyctl|fly|kamal|netlify|sam|serverless|sls|vercel|wrangler)( pages)? (deploy|publish)\\b"
    "\\bvercel\\b.*--(prebuilt|prod)\\b" "\\bheroku container:release\\b" "\\bdpl --?\\w" "\\brailway up\\b" "\\bcf push\\b"
    "\\bcurl\\b.*(?i:deploy)"
    ; app stores
    "\\beas(-cli(@\\S+)?)? (build|deploy|submit|update)\\b" "\\bfastlane\\b" "\\bfirebase appdistribution:distribute\\b"
    ; the repository's own
    "\\b(bun run|just|make|npm run|pnpm( run)?|task|yarn( run)?)( -\\S+)* ([\\w-]+:)*deploy\\b"
    "(?i)[\\w./-]*(deploy|s3_upload|s3-upload)[\\w-]*\\.(js|mjs|py|sh|ts)\\b")
  (#set! choose "ask"))
