from flask import Blueprint

orders = Blueprint("orders", __name__, url_prefix="/orders")
basket = Blueprint("basket", __name__)
