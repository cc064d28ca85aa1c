from flask import Flask

from planner.sentry_setup import init_sentry


def create_app():
    init_sentry()
    app = Flask(__name__)
    app.config["ROLE"] = "web"
    return app


def create_admin_app():
    init_sentry()
    app = Flask("planner.admin")
    app.config["ROLE"] = "admin"
    return app
