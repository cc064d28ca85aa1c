; Steps that ship an app.

; - task: AzureWebApp@1, - script: fly deploy
((block_sequence_item) @site
  (#path? @site "steps.*" "jobs.*.steps.*" "stages.*.jobs.*.steps.*"
    "jobs.*.strategy.runOnce.deploy.steps.*" "stages.*.jobs.*.strategy.runOnce.deploy.steps.*")
  (#match? @site "(?i)task: *(Azure(Rm)?(WebApp|FunctionApp|ContainerApps|StaticWebApp|AppService)\\w*|HelmDeploy|KubernetesManifest|AzureSpringCloud)@|command: *['\"]?(buildAndPush|push)\\b|\\b(kubectl (apply|set image)|helm upgrade|az (webapp|containerapp|functionapp) |docker push|fly(ctl)? deploy|vercel .*--prod|eas (build|submit|update)|firebase deploy|systemctl restart|pm2 (reload|restart)|rsync .*@)")
  (#not-match? @site "(?i)storybook|preview|sentry-cli")
  (#not-elsewhere? @site "" "ci.packages" "ci.apps" "flask.app")
  (#set! choose "last"))
