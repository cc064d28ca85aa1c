; Sentry.captureException(error)
((call_expression function: [(identifier) (member_expression)] @_capture) @site
  (#match? @_capture "(^|\\.)capture(Event|Exception|Message|UnderscoreErrorException)$")
  (#bound-to? @_capture "@sentry/*#*"))
