import sentry_sdk
from flask import Flask

sentry_sdk.init(**SETTINGS)
app = Flask(__name__)
