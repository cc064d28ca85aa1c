; load_dotenv(), where importing the module calls it
((call function: (_) @_load) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv")
  (#not-inside? @site "function_definition" "lambda"))
