; from flask.ext.login import LoginManager
(import_from_statement module_name: (dotted_name) @_module (#match? @_module "^flask\\.ext(\\.|$)")) @site

; import flask.ext.login
(import_statement name: (dotted_name) @_module (#match? @_module "^flask\\.ext(\\.|$)")) @site
