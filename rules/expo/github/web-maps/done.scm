; run: npx sentry-expo-upload-sourcemaps dist
(block_mapping_pair
  key: (_) @_key
  value: (_) @_value
  (#eq? @_key "run")
  (#match? @_value "expo-upload-sourcemaps|(sentry-cli|@sentry/cli(@[^ ]+)?) (--[^ ]+ )*sourcemaps")) @site
