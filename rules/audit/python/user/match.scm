; sentry_sdk.set_user({"id": user.id, "email": user.email})
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list . (dictionary
      (pair key: (string) @_id)
      (pair key: (string) @key value: [(attribute) (call) (subscript)] @value) @site)))
  (#match? @_id "^[\"']id[\"']$")
  (#match? @called "(^|\\.)set_user$")
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; sentry_sdk.set_user({"email": user.email, "id": user.id})
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list . (dictionary
      (pair key: (string) @key value: [(attribute) (call) (subscript)] @value) @site
      (pair key: (string) @_id))))
  (#match? @_id "^[\"']id[\"']$")
  (#match? @called "(^|\\.)set_user$")
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))
