; load_dotenv("config/.env"), load_dotenv(Path(__file__).parent / ".env")
((call function: (_) @_load arguments: (argument_list) @arguments) @site
  (#imported-from? @_load "dotenv.load_dotenv" "dotenv.main.load_dotenv"))
