import sentry_sdk
from flask import Flask

sentry_sdk.init("", enable_tracing=False)
app = Flask(__name__)
