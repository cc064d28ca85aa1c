; "plugins": ["sentry-expo"]
(pair
  key: (string (string_content) @_plugins)
  value: (array (string (string_content) @_name) @site)
  (#eq? @_plugins "plugins")
  (#eq? @_name "sentry-expo"))

; "plugins": [["sentry-expo", {}]]
(pair
  key: (string (string_content) @_plugins)
  value: (array (array . (string (string_content) @_name)) @site)
  (#eq? @_plugins "plugins")
  (#eq? @_name "sentry-expo"))

; "hooks": { "postPublish": [{ "file": "sentry-expo/upload-sourcemaps" }] }, and nothing else
((pair
    key: (_) @_hooks
    value: (object . (pair
      key: (_) @_publish
      value: (array . (object (pair value: (string (string_content) @_script))) .)) .)) @site
  (#match? @_hooks "^\"hooks\"$")
  (#match? @_publish "^\"postPublish\"$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; the only hook of its kind, beside others
((object [
    ((pair
        key: (_) @_publish
        value: (array . (object (pair value: (string (string_content) @_script))) .)) @site
      (pair))
    ((pair)
      (pair
        key: (_) @_publish
        value: (array . (object (pair value: (string (string_content) @_script))) .)) @site)
  ])
  (#match? @_publish "^\"postPublish\"$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; one hook of several
((pair
    key: (_) @_publish
    value: (array [
      ((object (pair value: (string (string_content) @_script))) @site (_))
      ((_) (object (pair value: (string (string_content) @_script))) @site)
    ]))
  (#match? @_publish "^\"postPublish\"$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; "dependencies": { "sentry-expo": "~7.0.0" }
(document (object (pair
  key: (string (string_content) @_table)
  value: (object (pair key: (string (string_content) @_name)) @site)))
  (#match? @_table "^(dev|optional)?[dD]ependencies$")
  (#eq? @_name "sentry-expo"))
