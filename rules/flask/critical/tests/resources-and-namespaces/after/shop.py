from flask_restx import Namespace, Resource

from sentry_setup import critical_route

ns = Namespace("payments")
stock = Namespace("stock", path="/warehouse/payments")


@ns.route("/<int:number>")
@critical_route
class Payment(Resource):
    def get(self, number):
        return {}


@stock.route("/<int:number>")
class Shelf(Resource):
    def get(self, number):
        return {}
