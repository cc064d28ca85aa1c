import os

import sentry_sdk
from flask import Flask


def create_app():
    sentry_sdk.init(os.environ.get("SENTRY_DSN"))
    return Flask(__name__)
