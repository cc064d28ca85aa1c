from flask import Blueprint, Flask

orders = Blueprint("orders", __name__)
app = Flask(__name__)
app.register_blueprint(orders)
