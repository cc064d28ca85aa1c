; "tasks": { … : { "env": [ … ] } }, "pipeline" in turbo 1
((document (object (pair
  key: (string (string_content) @_tasks)
  value: (object (pair
    key: (string (string_content) @_task)
    value: (object (pair key: (string (string_content) @_key) value: (array) @site @names)))))))
  (#shape! "env-of-a-task")
  (#any-of? @_tasks "tasks" "pipeline")
  (#eq? @_key "env"))

; "tasks": { "build": { "env": [ … ] } }
((_ (#use! "env-of-a-task"))
  (#eq? @_task "build"))

; "globalEnv": [ … ]
((document (object (pair key: (string (string_content) @_key) value: (array) @site @names)))
  (#eq? @_key "globalEnv"))

; "globalPassThroughEnv": [ … ]
((document (object (pair key: (string (string_content) @_key) value: (array) @site @names)))
  (#eq? @_key "globalPassThroughEnv"))

; "tasks": { "build": {} } without a list: strict from turbo 2 on, where a task sees none but those of a framework
((document (object (pair
  key: (string (string_content) @_tasks)
  value: (object (pair
    key: (string (string_content) @_task)
    value: (object) @site @task)))) @_all)
  (#eq? @_tasks "tasks")
  (#eq? @_task "build")
  (#not-match? @task "\"env\"\\s*:")
  (#not-match? @_all "#build\"")
  (#not-match? @_all "\"envMode\"\\s*:\\s*\"loose\""))

; "web#build": { "env": [ … ] }: a person knows which package it is
((_ (#use! "env-of-a-task"))
  (#match? @_task "#build$")
  (#set! choose "ask"))
