((call function: (identifier) @_door) @site
  (#imported-from? @_door "acme.Door"))
