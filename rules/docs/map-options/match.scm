; withSentryConfig(nextConfig, { sourcemaps: { disable: true } })
((call_expression
    function: [(identifier) (member_expression)] @_wrap
    arguments: (arguments (object
      (pair key: (property_identifier) @_name value: (object) @_value) @site)))
  (#imported-from? @_wrap "@sentry/nextjs")
  (#eq? @_name "sourcemaps")
  (#not-match? @_value "deleteSourcemapsAfterUpload: true"))
