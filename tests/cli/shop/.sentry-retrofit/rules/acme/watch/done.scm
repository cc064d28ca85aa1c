((call function: (identifier) @_watch) @site
  (#eq? @_watch "start_watch"))
