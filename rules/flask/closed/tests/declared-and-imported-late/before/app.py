from flask import Flask


def create_app(dsn=None):
    if dsn:
        import sentry_sdk

        sentry_sdk.init(dsn)
    app = Flask(__name__)
    return app
