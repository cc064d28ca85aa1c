; Jobs that ship an app. The release is a job of its own behind them: it needs Node and the whole history,
; which the job that deploys mostly has not.

; deploy: { script: [fly deploy] }
((block_mapping_pair key: (_) @_name) @site
  (#path? @site "*")
  (#value? @site "*.script"
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
  (#not-match? @_name "(?i)^[\"']?[.]|\\b(review|preview|test|docs|storybook|stop)\\b")
  (#not-value? @site "*.script" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b" "(?i)sentry-")
  (#not-value? @site "*.environment.action" "stop")
  (#not-value? @site "*.rules" "merge_request_event")
  (#not-value? @site "*.only" "merge_requests")
  (#not-elsewhere? @site "*" "ci.packages" "ci.apps" "flask.app")
  ; What decides whether the job runs has to be in sight.
  (#not-value? @site "*.extends" ".")
  (#not-value? @site "*.<<" ".")
  (#not-value? @site "*.parallel" "."))

; publish: { script: [docker push shop] }, where nothing else deploys
((block_mapping_pair key: (_) @_name) @site
  (#path? @site "*")
  (#value? @site "*.script"
    ; images
    "\\bdocker([- ]compose)?( image)? push\\b" "(?s)\\bdocker buildx build\\b.*--push\\b"
    "\\bdocker (manifest (create|push)|buildx imagetools create)\\b")
  (#not-match? @_name "(?i)^[\"']?[.]|\\b(review|preview|test|docs|storybook|stop)\\b")
  (#not-value? @site "*.script" "(?i)chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "\\beas build:(list|view)\\b" "(?i)sentry-")
  (#not-value? @site "*.environment.action" "stop")
  (#not-value? @site "*.rules" "merge_request_event")
  (#not-value? @site "*.only" "merge_requests")
  (#not-elsewhere? @site "*" "ci.packages" "ci.apps" "flask.app")
  ; What decides whether the job runs has to be in sight.
  (#not-value? @site "*.extends" ".")
  (#not-value? @site "*.<<" ".")
  (#not-value? @site "*.parallel" "."))

; a job put together from other jobs
((block_mapping_pair key: (_) @_name) @site
  (#path? @site "*")
  (#not-match? @_name "(?i)^[\"']?[.]|\\b(review|preview|test|docs|storybook|stop)\\b")
  (#value? @site "*" "(?m)^\\s*(extends|<<):")
  (#value? @site "*.stage" "(?i)deploy|production|release")
  (#value? @site "*" "(?m)^\\s*environment:")
  (#set! choose "ask"))
