; sentry_sdk.init(send_default_pii=True)
((call
    function: [(identifier) (attribute)] @called
    arguments: (argument_list (keyword_argument name: (identifier) @_option value: (true) @value) @site))
  (#eq? @_option "send_default_pii")
  (#bound-to? @called "sentry_sdk.*init"))
