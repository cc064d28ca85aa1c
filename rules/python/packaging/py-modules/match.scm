; setup(py_modules=["pager"])
(keyword_argument
  name: (identifier) @_modules
  value: (list (string) @module) @site
  (#eq? @_modules "py_modules"))
