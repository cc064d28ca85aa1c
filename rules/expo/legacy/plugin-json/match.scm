; { "hooks": { "postPublish": [{ "file": "sentry-expo/upload-sourcemaps", "config": { "organization": "acme", … } }] } }
(object
  (pair key: (string (string_content) @_file) value: (string (string_content) @_script))
  (pair
    key: (string (string_content) @_config)
    value: (object
      (pair key: (string (string_content) @_organization) value: (string (string_content) @organization))
      (pair key: (string (string_content) @_project) value: (string (string_content) @slug)))) @site
  (#eq? @_file "file")
  (#eq? @_script "sentry-expo/upload-sourcemaps")
  (#eq? @_config "config")
  (#eq? @_organization "organization")
  (#eq? @_project "project")
  (#match? @organization "^[A-Za-z0-9_.-]+$")
  (#match? @slug "^[A-Za-z0-9_.-]+$"))
