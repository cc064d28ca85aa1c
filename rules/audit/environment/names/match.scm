; ENV = os.environ.get("ENVIRONMENT", "local"), env = config("ENVIRONMENT")
((assignment
    left: [(identifier) (attribute)] @name
    right: (call arguments: (argument_list . (string) @_variable))) @site
  (#match? @_variable "^[\"']ENVIRONMENT[\"']$"))

; ENV = os.getenv("ENVIRONMENT", "local").lower()
((assignment
    left: [(identifier) (attribute)] @name
    right: (call function: (attribute object: (call arguments: (argument_list . (string) @_variable))))) @site
  (#match? @_variable "^[\"']ENVIRONMENT[\"']$"))

; ENV = os.environ["ENVIRONMENT"]
((assignment
    left: [(identifier) (attribute)] @name
    right: (subscript subscript: (string) @_variable)) @site
  (#match? @_variable "^[\"']ENVIRONMENT[\"']$"))
