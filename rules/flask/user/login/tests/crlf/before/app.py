from flask import Flask
from flask_login import LoginManager

from sentry_setup import bind_app, init_sentry

manager = LoginManager()


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    manager.init_app(app)
    return app
