; if (process.env.ENVIRONMENT === "PRODUCTION")
((binary_expression
    left: (member_expression object: (member_expression) @_env property: (property_identifier) @_name)
    operator: ["==" "===" "!=" "!=="]
    right: (string) @literal) @site
  (#eq? @_env "process.env")
  (#any-of? @_name "ENVIRONMENT" "NEXT_PUBLIC_ENVIRONMENT" "EXPO_PUBLIC_ENVIRONMENT"))
