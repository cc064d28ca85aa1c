from flask import Flask

from sentry_setup import init_sentry


def create_app():
    init_sentry()
    app = Flask(__name__)
    return app
