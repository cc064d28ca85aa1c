import sentry_sdk
from flask import Flask

sentry_sdk.init()
app = Flask(__name__)
