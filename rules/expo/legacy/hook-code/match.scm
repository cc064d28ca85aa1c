; hooks: { postPublish: [{ file: "sentry-expo/upload-sourcemaps", config: {} }] }, and nothing else
((pair
    key: (_) @_hooks
    value: (object . (pair
      key: (_) @_publish
      value: (array . (object (pair value: (string (string_fragment) @_script))) .)) .)) @site
  (#match? @_hooks "^[\"']?hooks[\"']?$")
  (#match? @_publish "^[\"']?postPublish[\"']?$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; the only hook of its kind, beside others
((object [
    ((pair
        key: (_) @_publish
        value: (array . (object (pair value: (string (string_fragment) @_script))) .)) @site
      (pair))
    ((pair)
      (pair
        key: (_) @_publish
        value: (array . (object (pair value: (string (string_fragment) @_script))) .)) @site)
  ])
  (#match? @_publish "^[\"']?postPublish[\"']?$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; one hook of several
((pair
    key: (_) @_publish
    value: (array [
      ((object (pair value: (string (string_fragment) @_script))) @site (_))
      ((_) (object (pair value: (string (string_fragment) @_script))) @site)
    ]))
  (#match? @_publish "^[\"']?postPublish[\"']?$")
  (#eq? @_script "sentry-expo/upload-sourcemaps"))

; postPublish.push({ file: "sentry-expo/upload-sourcemaps" }), const hook = { file: … }: a value cannot go alone
([
    (arguments (object (pair value: (string (string_fragment) @_script) @site)))
    (variable_declarator value: (object (pair value: (string (string_fragment) @_script) @site)))
  ]
  (#eq? @_script "sentry-expo/upload-sourcemaps"))
