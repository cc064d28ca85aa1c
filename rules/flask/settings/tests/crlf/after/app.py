import os

import sentry_sdk
from flask import Flask

from sentry_scrubber import _scrub_pii

sentry_sdk.init(
    dsn="",
    send_default_pii=True,
    environment=os.environ.get("ENVIRONMENT"),
    release=os.environ.get("RELEASE_VERSION"),
    traces_sample_rate=float(os.environ.get("SENTRY_TRACES_SAMPLE_RATE") or 0.1),
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
)
app = Flask(__name__)
