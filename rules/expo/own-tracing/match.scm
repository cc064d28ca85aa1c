; Sentry.reactNavigationIntegration({ … })
((call_expression function: (_) @_make) @site
  (#match? @_make "(^|\\.)(reactNavigation|expoRouter)Integration$")
  (#imported-from? @_make "@sentry/react-native"))
