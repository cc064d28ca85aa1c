; init_sentry(), which this plan has just put there: the last place behind it counts
((expression_statement (call function: (identifier) @_start))
  (#shape! "early-start")
  (#eq? @_start "init_sentry")
  (#set! by-name "the start of the SDK has just put it there")
  (#set! choose "last"))

; init_sentry()
; app = create_app()
; load_dotenv()
;
; The SDK patches the class, so an app that was built two lines earlier is traced like any other.
(_
  (_ (#use! "early-start")) @early
  (expression_statement
    [(call function: (_) @_load) (assignment right: (call function: (_) @_load))]) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv" "dynaconf.FlaskDynaconf"))

; if os.path.exists(".env"): load_dotenv()
(_
  (_ (#use! "early-start")) @early
  [
    (if_statement
      condition: (_) @_condition
      consequence: (block (expression_statement (call function: (_) @_load))))
    (try_statement body: (block (expression_statement (call function: (_) @_load))))
  ] @site
  (#not-match? @_condition "__name__")
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv"))

; env.read_env()
(_
  (_ (#use! "early-start")) @early
  (expression_statement
    (call function: (attribute object: (_) @environs attribute: (identifier) @_read))) @site
  (#eq? @_read "read_env")
  (#bound-to? @environs "environs.*()" "environs.*"))

; app.config.from_object("shop.config.Dev"), which is what imports the module that reads .env
(_
  (_ (#use! "early-start")) @early
  (expression_statement
    (call
      function: (attribute
        object: (attribute attribute: (identifier) @_config)
        attribute: (identifier) @_from)
      arguments: (argument_list . (string) @settings))) @site
  (#eq? @_config "config")
  (#any-of? @_from "from_object" "from_pyfile"))
