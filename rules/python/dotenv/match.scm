; init_sentry()
; app = create_app()
; load_dotenv()
;
; The SDK patches the class, so an app that was built two lines earlier is traced like any other.
(_
  (expression_statement (call function: (identifier) @_start)) @early
  (expression_statement
    [(call function: (_) @_load) (assignment right: (call function: (_) @_load))]) @site
  (#eq? @_start "init_sentry")
  (#set! by-name "the start of the SDK has just put it there")
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv" "dynaconf.FlaskDynaconf")
  (#set! by-name "only the call that this plan has just put there")
  (#set! choose "last"))

; if os.path.exists(".env"): load_dotenv()
(_
  (expression_statement (call function: (identifier) @_start)) @early
  [
    (if_statement
      condition: (_) @_condition
      consequence: (block (expression_statement (call function: (_) @_load))))
    (try_statement body: (block (expression_statement (call function: (_) @_load))))
  ] @site
  (#eq? @_start "init_sentry")
  (#set! by-name "the start of the SDK has just put it there")
  (#not-match? @_condition "__name__")
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv")
  (#set! by-name "only the call that this plan has just put there")
  (#set! choose "last"))

; env.read_env()
(_
  (expression_statement (call function: (identifier) @_start)) @early
  (expression_statement
    (call function: (attribute object: (_) @environs attribute: (identifier) @_read))) @site
  (#eq? @_start "init_sentry")
  (#set! by-name "the start of the SDK has just put it there")
  (#eq? @_read "read_env")
  (#bound-to? @environs "environs.*()" "environs.*")
  (#set! by-name "only the call that this plan has just put there")
  (#set! choose "last"))

; app.config.from_object("shop.config.Dev"), which is what imports the module that reads .env
(_
  (expression_statement (call function: (identifier) @_start)) @early
  (expression_statement
    (call
      function: (attribute
        object: (attribute attribute: (identifier) @_config)
        attribute: (identifier) @_from)
      arguments: (argument_list . (string) @settings))) @site
  (#eq? @_start "init_sentry")
  (#set! by-name "the start of the SDK has just put it there")
  (#eq? @_config "config")
  (#any-of? @_from "from_object" "from_pyfile")
  (#set! by-name "only the call that this plan has just put there")
  (#set! choose "last"))
