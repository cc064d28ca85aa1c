; if ENV == "PRODUCTION", if settings.ENVIRONMENT in ("production", "staging")
((comparison_operator
    [(identifier) (attribute)] @_name
    [(string) (list) (set) (tuple)] @literal) @site
  (#names? @_name "audit.environment_names"))

; if os.environ.get("ENVIRONMENT") == "PRODUCTION"
((comparison_operator
    (call arguments: (argument_list . (string) @_variable))
    [(string) (list) (set) (tuple)] @literal) @site
  (#match? @_variable "^[\"']ENVIRONMENT[\"']$"))

; if os.environ["ENVIRONMENT"] == "PRODUCTION"
((comparison_operator
    (subscript subscript: (string) @_variable)
    [(string) (list) (set) (tuple)] @literal) @site
  (#match? @_variable "^[\"']ENVIRONMENT[\"']$"))
