; authenticate(email, password), services.authenticate(…)
((call function: [(identifier) (attribute)] @call) @site
  (#names? @call "python.evidence_callees"))
