; a script that runs sentry-cli, or ours
(block_mapping_pair
  key: (_) @_key
  value: (_) @_value
  (#any-of? @_key "script" "before_script" "after_script" "run" "command" "bash" "pwsh" "powershell")
  (#match? @_value "sentry-cli|@sentry/cli|sentry-release\\.sh|getsentry/")) @site
