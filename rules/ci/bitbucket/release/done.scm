; a script that runs sentry-cli, or ours
(block_mapping_pair
  key: (_) @_key
  value: (_) @_value
  (#any-of? @_key "script")
  (#match? @_value "sentry-cli|@sentry/cli|sentry-release\\.sh|getsentry/")) @site
