; load_dotenv("config/.env"), load_dotenv(Path(__file__).parent / ".env")
((call function: (_) @_load arguments: (argument_list) @arguments) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv"))

; SettingsConfigDict(env_file="../.env"), Settings(_env_file=".env")
((call
    function: (_) @_settings
    arguments: (argument_list (keyword_argument name: (identifier) @_name value: (_) @arguments))) @site
  (#match? @_settings "(Settings|ConfigDict)$")
  (#set! by-name "whatever class of settings it is, it is told of the file")
  (#match? @_name "^_?env_file$"))

; class Config: env_file = ".env"
((class_definition
    name: (identifier) @_class
    body: (block (expression_statement (assignment left: (identifier) @_name right: (_) @arguments)))) @site
  (#eq? @_class "Config")
  (#eq? @_name "env_file"))
