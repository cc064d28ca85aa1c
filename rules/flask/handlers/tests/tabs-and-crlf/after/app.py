import sentry_sdk
from flask import Flask

app = Flask(__name__)


@app.errorhandler(Exception)
async def answer(_error):
	sentry_sdk.capture_exception(_error)
	return "Sorry.", 500
