from flask_restx import Namespace, Resource

ns = Namespace("payments")
stock = Namespace("stock", path="/warehouse/payments")


@ns.route("/<int:number>")
class Payment(Resource):
    def get(self, number):
        return {}


@stock.route("/<int:number>")
class Shelf(Resource):
    def get(self, number):
        return {}
