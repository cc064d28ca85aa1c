from flask import g
from shop.web import Shop


def create_app(pages):
    app = Shop(__name__)
    app.register_blueprint(pages)
    g.ready = True
    return app
