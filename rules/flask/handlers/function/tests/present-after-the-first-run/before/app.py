import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


def answer(error):
    sentry_sdk.capture_exception(error)
    return "Sorry.", 500


app.register_error_handler(Exception, answer)
