from flask import Flask

from sentry_setup import init_sentry


def build(debug=False):
    init_sentry()
    # Blueprints are added by the caller.
    return configure(Flask(__name__), debug=debug)


def configure(app, debug):
    app.debug = debug
    return app
