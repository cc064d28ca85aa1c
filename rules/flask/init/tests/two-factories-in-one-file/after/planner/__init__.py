from flask import Flask

from planner.sentry_setup import bind_app, init_sentry


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.config["ROLE"] = "web"
    return app


def create_admin_app():
    init_sentry()
    app = Flask("planner.admin")
    bind_app(app)
    app.config["ROLE"] = "admin"
    return app
