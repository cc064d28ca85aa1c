; run: | sentry-cli releases new "$VERSION"
((block_mapping_pair
  key: (_) @_key
  value: (block_node (block_scalar) @script)) @site
  (#match? @_key "^[\"']?(run|script|command|bash)[\"']?$")
  (#match? @script "(sentry-cli|@sentry/cli(@[^ ]+)?) +releases +new "))
