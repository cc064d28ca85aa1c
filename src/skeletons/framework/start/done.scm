((call function: (attribute) @_start) @site
  (#imported-from? @_start "acme_metrics.start"))
