; withSentryConfig(nextConfig, { sourcemaps: { disable: true } })
((call_expression
    function: (_) @_wrap
    arguments: (arguments (object
      (pair key: (property_identifier) @_name value: (object) @_value) @site)))
  (#bound-to? @_wrap "@sentry/nextjs*#*withSentryConfig")
  (#eq? @_name "sourcemaps")
  (#not-match? @_value "deleteSourcemapsAfterUpload: true"))
