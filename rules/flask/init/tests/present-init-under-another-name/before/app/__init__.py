import os

from flask import Flask


def create_app():
    app = Flask(__name__)
    if dsn := os.environ.get("DSN"):
        from sentry_sdk import init as start_sentry

        start_sentry(dsn=dsn)
    return app
