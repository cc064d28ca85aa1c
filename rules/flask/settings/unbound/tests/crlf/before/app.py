import sentry_sdk
from flask import Flask


def create_app():
    sentry_sdk.init("")
    return Flask(__name__)
