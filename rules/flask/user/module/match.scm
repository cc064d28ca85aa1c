; FlaskIntegration() gives every request a scope of its own: without it a user would leak into the next.
((call function: (identifier) @_integration) @site (#eq? @_integration "FlaskIntegration")
  (#set! by-name "sentry_setup.py is a file of ours"))
