; Sentry.wrap(App), wrap(App), wrapWithSentry(App), Sentry.withErrorBoundary(App)
((call_expression function: [(identifier) (member_expression)] @_wrap) @site
  (#match? @_wrap "(?i)(^|\\.)(wrap|wrap\\w*sentry|sentry\\w*wrap|withSentry|withErrorBoundary|withTouchEventBoundary)$")
  (#set! by-name "helpers of the repository wrap too; taking one for ours edits nothing"))
