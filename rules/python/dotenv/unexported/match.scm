; load_dotenv(), where importing the module calls it
((call function: (_) @_load) @exports @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv")
  (#not-inside? @site "function_definition" "lambda"))

; class Settings(BaseSettings): model_config = SettingsConfigDict(env_file=".env")
(class_definition
  superclasses: (argument_list (_) @_base)
  body: (block) @_body
  (#imported-from? @_base "pydantic_settings.BaseSettings" "pydantic.BaseSettings")
  (#match? @_body "env_file\\s*=")) @site

; Settings(_env_file=".env")
((call arguments: (argument_list (keyword_argument name: (identifier) @_file))) @site
  (#eq? @_file "_env_file"))

; values = dotenv_values(".env"), config = AutoConfig(), config("SECRET_KEY"), Config(".env")
((call function: (_) @_reader) @site
  (#imported-from? @_reader
    "dotenv.dotenv_values" "dotenv.main.dotenv_values"
    "decouple.config" "decouple.AutoConfig" "decouple.Config"
    "starlette.config.Config"))

; env.read_env()
((call function: (attribute object: (_) @environs attribute: (identifier) @_read)) @site
  (#eq? @_read "read_env")
  (#bound-to? @environs "environs.*()" "environs.*"))
