import os

import sentry_sdk
from flask import Flask

sentry_sdk.init(dsn=os.environ["SENTRY_DSN"])


def create_app():
    return Flask(__name__)
