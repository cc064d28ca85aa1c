from flask import Flask

from . import orders
from .config import load
from .sentry_setup import bind_app, init_sentry


def create_app(path=None):
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    load(app, path)
    orders.init_app(app)
    return app
