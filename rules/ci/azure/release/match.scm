; - job: deploy, - deployment: Web, where ci.ships knows what it ships
((block_sequence_item) @site
  (#path? @site "jobs.*" "stages.*.jobs.*"))

; - script: fly deploy, in a pipeline of steps alone
((block_sequence_item) @site
  (#path? @site "steps.*"))
