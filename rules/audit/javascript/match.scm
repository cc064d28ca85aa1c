; Sentry.init({ sendDefaultPii: isInternal }), Sentry.replayIntegration({ maskAllText: false }), new Replay({ … })
([
    (call_expression
      function: [(identifier) (member_expression)] @called
      arguments: (arguments (object (pair key: (property_identifier) @option value: (_) @given) @site)))
    (new_expression
      constructor: [(identifier) (member_expression)] @called
      arguments: (arguments (object (pair key: (property_identifier) @option value: (_) @given) @site)))
  ]
  (#any-of? @option "attachScreenshot" "attachViewHierarchy" "blockAllMedia" "dataCollection" "maskAllImages" "maskAllInputs" "maskAllText" "maskAllVectors" "networkDetailAllowUrls" "recordResponse" "sendDefaultPii")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "sentry-expo#*"))

; Sentry.setUser({ email }), Sentry.setUser(user ? { email: user.email } : null),
; Sentry.captureException(error, { extra: { email }, contexts: { account: { email } } })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments [
      (object [(pair key: (_) @key value: (_) @value) (shorthand_property_identifier) @key @value] @site)
      (ternary_expression (object [(pair key: (_) @key value: (_) @value) (shorthand_property_identifier) @key @value] @site))
      (object (pair value: (object [(pair key: (_) @key value: (_) @value) (shorthand_property_identifier) @key @value] @site)))
      (object (pair value: (object (pair value: (object [(pair key: (_) @key value: (_) @value) (shorthand_property_identifier) @key @value] @site)))))
    ]))
  (#not-match? @called "(?i)(config|init|plugin)$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))

; Sentry.setTag("email", user.email)
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments . (string) @key . (_) @value @site .))
  (#match? @called "(^|\\.)set(Attribute|Data|Extra|Tag)$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))

; Sentry.captureMessage(`${user.email} was refused`), Sentry.addBreadcrumb({ message: `${user.email} …` })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments [
      (template_string (template_substitution (_) @value)) @site
      (object (pair value: (template_string (template_substitution (_) @value)) @site))
    ]))
  (#not-match? @called "(?i)(config|init|plugin)$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))

; Sentry.setUser(user), Sentry.setUser({ ...user })
((call_expression
    function: [(identifier) (member_expression)] @called
    arguments: (arguments . [
      (identifier) @whole @site
      (member_expression) @whole @site
      (call_expression) @whole @site
      (await_expression) @whole @site
      (object (spread_element (_) @whole) @site)
    ]))
  (#match? @called "(^|\\.)setUser$")
  (#bound-to? @called "@sentry/*#*" "@sentry/*#*().*" "@sentry/*#*().parameter.*" "sentry-expo#*"))
