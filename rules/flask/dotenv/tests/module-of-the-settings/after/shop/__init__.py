from flask import Flask

from shop.sentry_setup import bind_app, init_sentry


def create_app():
    app = Flask(__name__)
    bind_app(app)
    app.config.from_object("shop.config.Dev")
    init_sentry()
    return app
