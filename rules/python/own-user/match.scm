; sentry_sdk.set_user({"id": user.id}), but not set_user(None)
((call function: [(identifier) (attribute)] @_set arguments: (argument_list . [(dictionary) (identifier) (call)])) @site
  (#imported-from? @_set "sentry_sdk.set_user"))
