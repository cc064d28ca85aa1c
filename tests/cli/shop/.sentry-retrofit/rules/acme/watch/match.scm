((call function: (identifier) @_shop) @site
  (#imported-from? @_shop "acme.Shop"))
