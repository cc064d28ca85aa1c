; Where the application is built. Pattern order is preference order; several rules share this query.
((call function: [(identifier) (attribute)] @_constructor) @site
  (#imported-from? @_constructor "PACKAGE.App"))
