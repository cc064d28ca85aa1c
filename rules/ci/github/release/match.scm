; Steps that ship an app: behind the last one of a job the release is complete. What a job or a step is called
; proves nothing; what counts is the action it uses or the command it runs.

; uses: superfly/flyctl-actions@1.5, azure/webapps-deploy@v3, docker/build-push-action@v6 with push
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses"
    "(?i)^[\\w.-]+/([\\w.-]*[-_])?deploy([-_][\\w.-]*)?[@/]"
    "(?i)^[\\w.-]+/(action-hosting-deploy|actions-netlify|flyctl-actions|helmfile-action|pages-action|static-web-apps-deploy|vercel-action|wrangler-action)[@/]"
    "(?i)^[\\w.-]+/(ansible-[\\w-]+|app_action|ipfs-[\\w-]+|pinata-action|rsync-deployments|s3-sync-action|ssh-action)[@/]"
    "(?i)^[\\w.-]+/(eas-build-action|firebase-distribution-github-action|upload-google-play|upload-testflight-build)[@/]")
  (#not-value? @site "jobs.*.steps.*.uses" "(?i)deploy-key|deploy-pages|deployment|docs|pages-deploy|preview|storybook")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; uses: docker/build-push-action@v6, with: { push: true }
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "(?i)^[\\w.-]+/([\\w.-]*(build-push|buildkit|kaniko)[\\w.-]*|bake-action)[@/]")
  (#value? @site "jobs.*.steps.*.with.push" "(?i)^(true$|\\$\\{\\{)")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; uses: actions/deploy-pages@v4, of an exported app; documentation goes the same way
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "(?i)^(actions/deploy-pages|peaceiris/actions-gh-pages|JamesIves/github-pages-deploy-action)@")
  (#value? @site "" "\\b(next|expo) (build|export)\\b" "\\b(bun|npm|pnpm|yarn)( run)?( -\\S+( [\\w@/.-]+)?)*( run)? (build|export)\\b")
  (#not-value? @site "" "(?i)storybook|docusaurus|mkdocs|sphinx|typedoc|vitepress|\\bdocs\\b")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; uses: peter-evans/repository-dispatch@v3: another repository deploys what is released here
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^peter-evans/repository-dispatch@")
  (#value? @site "jobs.*.steps.*.name" "(?i)\\bdeploy")
  (#value? @site "jobs.*" "\\bactions/checkout@")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; uses: softprops/action-gh-release@v2, which hands out the app that this job built
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.uses" "^(softprops/action-gh-release|ncipollo/release-action)@")
  (#value? @site "jobs.*" "\\beas build\\b" "\\bgradlew? " "\\bxcodebuild\\b" "\\bfastlane\\b")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; run: fly deploy
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.run"
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
  (#not-value? @site "jobs.*.steps.*.run"
    "(?i)backup|chromatic|storybook|--dry-run" "docs[:-]deploy|deploy[:-](docs|preview)" "--branch[= ]\"?pr-"
    ; Asking for a build is no build.
    "\\beas build:(list|view)\\b" "--profile[= ]\\S*(e2e|test)")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; run: yarn app:build ios, where a script of the repository builds and hands in the app
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.steps.*.run" "\\b(bun run|npm run|pnpm( run)?|yarn( run)?) ([\\w-]+:)*(build|release|publish|ship)\\b")
  (#value? @site "jobs.*" "\\bbundle (exec|install)\\b")
  (#value? @site "jobs.*.runs-on" "macos")
  ; More than pull requests start the workflow, the job and the step.
  (#value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|release|workflow_dispatch|workflow_call|workflow_run|schedule|repository_dispatch|closed)[\"']?\\s*([]:,}]|$)")
  (#not-value? @site "jobs.*.if" "^[^|]*event_name\\s*==\\s*'pull_request'[^|]*$")
  (#not-value? @site "jobs.*.steps.*.if"
    "event_name\\s*==\\s*'pull_request'" "github\\.event\\.(number|pull_request)" "(always|failure|cancelled)\\(\\)"
    ; An expression in the middle of a condition cannot be joined with another one.
    "(?s)\\S\\s*\\$\\{\\{" "(?s)\\}\\}\\s*\\S")
  (#not-value? @site "jobs.*.steps.*.name" "(?i)\\b(pr|pull request|preview|review|storybook|docs|documentation)\\b")
  ; Not what another package of the repository is shipped with.
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  ; A job that runs several times, or that tells Sentry already, is a person's to change.
  (#not-value? @site "jobs.*.strategy.matrix" "(?s).")
  (#not-value? @site "jobs.*" "(?i)getsentry/|sentry-cli|@sentry/cli")
  (#set! choose "last"))

; a step like these in a job that runs several times
((block_sequence_item) @site
  (#path? @site "jobs.*.steps.*")
  (#value? @site "jobs.*.strategy.matrix" "(?s).")
  (#value? @site "jobs.*.steps.*" "\\bdocker( image)? push\\b" "\\beas (build|deploy|submit)\\b" "\\buses: [\\w.-]+/[\\w.-]*deploy" "(?s)\\bbuild-push-action@.*push: true")
  (#not-value? @site "jobs.*" "(?i)preview|storybook|getsentry/|sentry-cli")
  (#set! choose "ask"))

; a job that calls another workflow
((block_mapping_pair) @site
  (#path? @site "jobs.*")
  (#value? @site "jobs.*.uses" "(?i)deploy|release|ship|push")
  (#set! choose "ask"))
