import sentry_sdk
from flask import Flask, g

sentry_sdk.init("")
app = Flask(__name__)


@app.before_request
def load():
    g.user = find()
