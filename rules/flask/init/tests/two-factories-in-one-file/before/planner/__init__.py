from flask import Flask


def create_app():
    app = Flask(__name__)
    app.config["ROLE"] = "web"
    return app


def create_admin_app():
    app = Flask("planner.admin")
    app.config["ROLE"] = "admin"
    return app
