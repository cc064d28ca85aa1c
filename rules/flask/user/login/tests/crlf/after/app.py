from flask import Flask
from flask_login import LoginManager, current_user

from sentry_setup import bind_app, init_sentry
from sentry_user import identify_user

manager = LoginManager()


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.before_request(lambda: identify_user(current_user))
    manager.init_app(app)
    return app
