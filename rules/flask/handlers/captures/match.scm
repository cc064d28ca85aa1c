; sentry_sdk.capture_exception(error)
((call function: [(identifier) (attribute)] @_capture) @site
  (#match? @_capture "(^|\\.)capture_(event|exception|message)$")
  (#bound-to? @_capture "sentry_sdk.*" "sentry_sdk.*().*"))
