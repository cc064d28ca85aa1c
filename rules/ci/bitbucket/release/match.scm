; branches: { main: [{ step: { script: [fly deploy] } }] }, where ci.ships knows what it ships
((block_sequence_item) @site
  (#path? @site "pipelines.*.*.*")
  (#not-path? @site "pipelines.pull-requests.*.*" "pipelines.default.*.*"))

; default: [{ step: { script: [fly deploy] } }]
((block_sequence_item) @site
  (#path? @site "pipelines.default.*"))

; a step that several pipelines share: definitions: { steps: [{ step: &deploy … }] }
((block_sequence_item) @site
  (#path? @site "definitions.steps.*")
  (#set! choose "ask"))
