; { "build": { "production": {} } }, but not what other profiles only extend
(document (object (pair
  key: (string (string_content) @_build)
  value: (object (pair key: (string (string_content) @profile) value: (object)) @site)))
  (#eq? @_build "build")
  (#match? @profile "^[A-Za-z0-9_.-]+$")
  (#not-match? @profile "(?i)^_?(base|common|shared|defaults?)$"))
