; Steps that ship an app, in a job that has Node.

; - run: { command: fly deploy }
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*"
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
    ; orbs
    "(?i)^\\s*[\\w-]+/[\\w-]*(deploy|build[_-]and[_-]push)[\\w-]*")
  (#not-value? @site "jobs.*.steps.*" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b")
  (#not-value? @site "jobs.*" "sentry-cli|sentry-release|getsentry/")
  (#value? @site "jobs.*" "(?m)^\\s*- image: \\S*(node|browsers)" "(?m)^\\s*executor:.*node" "(?m)^\\s*(machine|macos):")
  (#not-elsewhere? @site "jobs.*" "ci.packages" "ci.apps" "flask.app")
  (#set! choose "last"))

; the same in a job without Node
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*"
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
  (#not-value? @site "jobs.*.steps.*" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b")
  (#set! choose "ask"))
