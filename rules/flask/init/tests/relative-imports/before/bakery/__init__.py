from flask import Flask

from . import orders
from .config import load


def create_app(path=None):
    app = Flask(__name__)
    load(app, path)
    orders.init_app(app)
    return app
