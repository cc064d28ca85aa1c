; session["user_id"] = user.id
((expression_statement
    (assignment left: (subscript value: (_) @_session subscript: (string) @key))) @site
  (#bound-to? @_session "flask.session" "flask.globals.session")
  (#match? @key "^[\"'](user|user_id|userid|uid|username|account_id|member_id|profile)[\"']$"))
