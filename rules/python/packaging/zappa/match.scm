; "exclude": ["*.pyc", "sentry_*"]
((pair
   key: (string (string_content) @_key)
   value: (array (string (string_content) @pattern) @site))
  (#any-of? @_key "exclude" "exclude_glob"))
