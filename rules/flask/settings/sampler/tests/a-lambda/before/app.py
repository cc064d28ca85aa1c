import sentry_sdk
from flask import Flask

sentry_sdk.init("", traces_sampler=lambda context: 0.5, traces_sample_rate=1.0)
app = Flask(__name__)
