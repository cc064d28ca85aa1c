from flask import Blueprint, Flask

from till.orders import orders

api = Blueprint("api", __name__)
api.register_blueprint(orders, url_prefix="/orders")


def create_app():
    app = Flask(__name__)
    app.register_blueprint(api, url_prefix="/api")
    return app
