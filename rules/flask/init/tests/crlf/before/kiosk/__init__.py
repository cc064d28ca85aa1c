"""The kiosk in the lobby."""

import os

from flask import Flask

import kiosk.visitors


def create_app():
    app = Flask(__name__)
    app.config["LOBBY"] = os.environ.get("LOBBY", "north")
    kiosk.visitors.setup(app)
    return app
