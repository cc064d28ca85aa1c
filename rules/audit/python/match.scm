; sentry_sdk.set_user({"email": user.email}), sentry_sdk.add_breadcrumb(data={"email": …}),
; sentry_sdk.capture_exception(error, contexts={"account": {"email": …}})
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list [
      (dictionary (pair key: (string) @key value: (_) @value) @site)
      (keyword_argument value: (dictionary (pair key: (string) @key value: (_) @value) @site))
      (keyword_argument value: (dictionary (pair value: (dictionary (pair key: (string) @key value: (_) @value) @site))))
    ]))
  (#not-match? @called "(^|\\.)init$")
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; sentry_sdk.set_tag("email", user.email)
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list . (string) @key . (_) @value @site .))
  (#match? @called "(^|\\.)set_(data|extra|tag)$")
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; sentry_sdk.capture_message(f"{user.email} was refused"), sentry_sdk.add_breadcrumb(message=f"…")
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list [
      (string (interpolation expression: (_) @value)) @site
      (keyword_argument value: (string (interpolation expression: (_) @value)) @site)
    ]))
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; sentry_sdk.capture_message("%s was refused" % user.email)
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list (binary_operator left: (string) right: [(_) @value (tuple (_) @value)]) @site))
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; scope.user = {"email": user.email}
((assignment
    left: (attribute object: (_) @_scope attribute: (identifier) @called)
    right: (dictionary (pair key: (string) @key value: (_) @value) @site))
  (#eq? @called "user")
  (#bound-to? @_scope "sentry_sdk.*()" "sentry_sdk.*().__enter__()"))

; sentry_sdk.set_user(user.to_dict()), sentry_sdk.set_user({**user})
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list . [
      (identifier) @whole @site
      (attribute) @whole @site
      (call) @whole @site
      (subscript) @whole @site
      (dictionary (dictionary_splat (_) @whole) @site)
    ]))
  (#match? @called "(^|\\.)set_user$")
  (#bound-to? @called "sentry_sdk.*" "sentry_sdk.*().*" "sentry_sdk.*().__enter__().*"))

; sentry_sdk.init(send_default_pii=True)
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list (keyword_argument name: (identifier) @option value: (_) @given) @site))
  (#any-of? @option "data_collection" "max_request_body_size" "request_bodies" "send_default_pii")
  (#bound-to? @called "sentry_sdk.*init"))
