import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)


@app.errorhandler(Exception)
def answer(error):
    sentry_sdk.capture_exception(error)
    return "Sorry.", 500
