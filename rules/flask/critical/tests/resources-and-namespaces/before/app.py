from flask_restx import Api

from shop import ns, stock

api = Api()
api.add_namespace(ns)
api.add_namespace(stock, "/stock")
