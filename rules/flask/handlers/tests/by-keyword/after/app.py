import sentry_sdk
from flask import Flask

app = Flask(__name__)


@app.errorhandler(code_or_exception=Exception)
def answer(error):
    sentry_sdk.capture_exception(error)
    return "Sorry.", 500
