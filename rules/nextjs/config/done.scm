; withSentryConfig(…), under whatever name, as a call or handed on
((identifier) @site
  (#imported-from? @site "@sentry/nextjs#withSentryConfig" "@sentry/nextjs/config#withSentryConfig")
  (#not-inside? @site "import_statement" "object_pattern"))

; Sentry.withSentryConfig(…)
((member_expression property: (property_identifier) @_name) @site
  (#eq? @_name "withSentryConfig"))

; withOptionalSentry(…), a helper of the repository
((call_expression function: (identifier) @_name) @site
  (#match? @_name "^with[A-Za-z]*Sentry(Config|Options)?$")
  (#set! by-name "a helper of the repository; taking it for ours edits nothing"))
