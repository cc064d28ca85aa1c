; from shop import app
; load_dotenv()
(module
  (import_from_statement name: [(dotted_name) @imported (aliased_import alias: (identifier) @imported)]) @site
  (expression_statement (call function: (_) @load))
  (#imported-from? @load "dotenv.load_dotenv" "dotenv.main.load_dotenv"))

; if __name__ == "__main__": load_dotenv()
((call function: (_) @load) @site
  (#imported-from? @load "dotenv.load_dotenv" "dotenv.main.load_dotenv"))
