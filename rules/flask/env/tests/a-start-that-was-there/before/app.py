import sentry_sdk
from flask import Flask

sentry_sdk.init(DSN, environment="live")
app = Flask(__name__)
