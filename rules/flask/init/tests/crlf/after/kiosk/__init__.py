"""The kiosk in the lobby."""

import os

from flask import Flask

import kiosk.visitors
from kiosk.sentry_setup import bind_app, init_sentry


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.config["LOBBY"] = os.environ.get("LOBBY", "north")
    kiosk.visitors.setup(app)
    return app
