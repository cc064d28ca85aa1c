api = make_api()
refunds = make_namespace()
