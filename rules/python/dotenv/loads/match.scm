((call function: (_) @_load) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv" "dynaconf.FlaskDynaconf"))

; env.read_env()
((call function: (attribute object: (_) @environs attribute: (identifier) @_read)) @site
  (#eq? @_read "read_env")
  (#bound-to? @environs "environs.*()" "environs.*"))
