((call function: (identifier) @_watch) @site
  (#eq? @_watch "start_watch")
  (#set! by-name "nothing else is called so"))
