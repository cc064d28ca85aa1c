import sentry_sdk
from flask import Flask

sentry_sdk.init(DSN, environment="live", traces_sample_rate=0.2)
app = Flask(__name__)
