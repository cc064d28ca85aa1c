; run: fly deploy, uses: azure/webapps-deploy@v3, script: [kubectl apply -f k8s], - pipe: …, - task: AzureWebApp@1
((block_mapping_pair key: (_) @_key value: (_) @how) @site
  (#match? @_key "^[\"']?(run|uses|script|command|cf_command|pipe|task|bash|inlineScript)[\"']?$")
  (#not-path? @site "defaults.run" "jobs.*.defaults.run" "on.*.*.*")
  (#not-match? @how "sentry-cli|sentry-release|getsentry/"))

; - aws-ecs/deploy-service-update: { … }, - node/deploy
((block_mapping_pair key: (_) @how) @site
  (#path? @site "jobs.*.steps.*.*" "workflows.*.jobs.*.*")
  (#match? @how "^[\\w-]+/[\\w-]+$"))

; - vercel/deploy
((block_sequence_item (flow_node (plain_scalar) @how)) @site
  (#path? @site "jobs.*.steps.*" "workflows.*.jobs.*")
  (#match? @how "^[\\w-]+/[\\w-]+$"))
