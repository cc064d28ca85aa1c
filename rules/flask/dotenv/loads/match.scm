((call function: (_) @_load) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv" "dynaconf.FlaskDynaconf"))

; env.read_env()
((call function: (attribute attribute: (identifier) @environs)) @site
  (#eq? @environs "read_env"))
