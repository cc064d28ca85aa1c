import sentry_sdk
from flask import Flask

sentry_sdk.init("", traces_sample_rate=None)
app = Flask(__name__)
