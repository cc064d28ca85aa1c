; Depends(get_current_user), Security(auth.get_current_user, scopes=["me"])
((call
    function: [(identifier) (attribute)] @_depends
    arguments: (argument_list . [(identifier) (attribute)] @dependency)) @site
  (#imported-from? @_depends "fastapi.Depends" "fastapi.Security" "fastapi.params.Depends" "fastapi.params.Security"))
