from flask import Flask


def build(debug=False):
    # Blueprints are added by the caller.
    return configure(Flask(__name__), debug=debug)


def configure(app, debug):
    app.debug = debug
    return app
