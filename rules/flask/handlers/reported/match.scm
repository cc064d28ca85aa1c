; report(error), monitoring.report(error)
((call function: [(identifier) (attribute)] @name arguments: (argument_list . (_))) @site
  (#inside? @site "function_definition"))
