; useReport(error)
((call_expression function: (identifier) @name arguments: (arguments (_) @_error)) @site
  (#match? @_error "(?i)err|exception|^e$"))

; logger.error(error), logger.error("failed", { error })
((call_expression
    function: (member_expression object: (identifier) @name property: (property_identifier) @_method)
    arguments: (arguments (_) @_error)) @site
  (#match? @_method "(?i)capture|error|exception|fatal|report")
  (#match? @_error "(?i)err|exception|^e$")
  (#set! by-name "the repository's own object was found to report, and this is one of its ways"))

; <ErrorView error={error} />
((jsx_self_closing_element
    name: (identifier) @name
    attribute: [(jsx_attribute (jsx_expression) @_error) (jsx_expression) @_error]) @site
  (#match? @_error "(?i)err|exception|[.]{3}"))

; <ErrorView error={error}>…</ErrorView>
((jsx_opening_element
    name: (identifier) @name
    attribute: [(jsx_attribute (jsx_expression) @_error) (jsx_expression) @_error]) @site
  (#match? @_error "(?i)err|exception|[.]{3}"))
