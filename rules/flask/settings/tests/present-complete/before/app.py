import os

import sentry_sdk
from flask import Flask

from privacy import scrub

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    environment=os.environ.get("ENVIRONMENT"),
    release=os.environ.get("RELEASE_VERSION"),
    traces_sample_rate=0.2,
    send_default_pii=False,
    before_send=scrub,
)
app = Flask(__name__)
