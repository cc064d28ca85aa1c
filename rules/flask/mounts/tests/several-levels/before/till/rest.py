from till.spaces import api, refunds

api.add_namespace(refunds, "/refunds")
api.add_namespace(refunds)
