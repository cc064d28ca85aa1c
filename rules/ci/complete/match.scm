; script: [- sentry-cli releases new "$VERSION"], a line each
((block_mapping_pair
  key: (_) @_key
  value: (block_node (block_sequence (block_sequence_item) @site @item) @script))
  (#eq? @_key "script")
  (#match? @script "(sentry-cli|@sentry/cli(@[^ ]+)?) +releases +new "))
