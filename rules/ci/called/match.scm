; on: { workflow_call: … }, on: workflow_call
((block_mapping_pair key: (_) @_key) @site
  (#eq? @_key "on")
  (#path? @site "on")
  (#value? @site "on" "\\bworkflow_call\\b")
  (#not-value? @site "on" "(?m)(^\\s*(- )?|[\\[{,]\\s*)[\"']?(push|pull_request(_target)?|release|workflow_dispatch|workflow_run|schedule|repository_dispatch)[\"']?\\s*([]:,}]|$)"))
