; useReport(error)
((call_expression function: (identifier) @name arguments: (arguments . (_))) @site)

; logger.error(error)
((call_expression
    function: (member_expression object: (identifier) @name property: (property_identifier) @_method)
    arguments: (arguments . (_))) @site
  (#match? @_method "(?i)capture|error|exception|fatal|report")
  (#set! by-name "the repository's own object was found to report, and this is one of its ways"))

; <ErrorView error={error} />
((jsx_self_closing_element name: (identifier) @name) @site)

; <ErrorView error={error}>…</ErrorView>
((jsx_opening_element name: (identifier) @name) @site)
