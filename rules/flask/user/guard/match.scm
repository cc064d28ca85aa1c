; def login_required(view): def wrapper(...): current_user = User.query.get(...)
((expression_statement
    (assignment left: (identifier) @target right: [(call) (await)] @_value)) @site
  (#any-of? @target "user" "current_user")
  (#enclosing? @site "^_?(wrap|wrapper|wrapped|wrapped_view|inner|decorated|decorated_function|decorated_view|decorator)$"))
