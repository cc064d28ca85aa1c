import sentry_sdk
from flask import Flask

app = Flask(__name__)


def answer(error: Exception):
	sentry_sdk.capture_exception(error)
	return "Sorry.", 500


app.register_error_handler(Exception, answer)
