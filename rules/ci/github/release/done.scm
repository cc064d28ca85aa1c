; uses: getsentry/action-release@v3
(block_mapping_pair
  key: (_) @_key
  value: (_) @_value
  (#eq? @_key "uses")
  (#match? @_value "^[\"']?getsentry/action-release")) @site

; run: npx @sentry/cli releases new "$VERSION"
(block_mapping_pair
  key: (_) @_key
  value: (_) @_value
  (#eq? @_key "run")
  (#match? @_value "(sentry-cli|@sentry/cli(@[^ ]+)?) (--[^ ]+ )*(releases|deploys|sourcemaps)|sentry-release\\.sh")) @site
