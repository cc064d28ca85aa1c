import os

import sentry_sdk
from flask import Flask

from app.sentry_scrubber import _scrub_pii

sentry_sdk.init(
    dsn=os.environ["SENTRY_DSN"],
    environment=os.environ.get("ENVIRONMENT"),
    release=os.environ.get("RELEASE_VERSION"),
    traces_sample_rate=float(os.environ.get("SENTRY_TRACES_SAMPLE_RATE") or 0.1),
    send_default_pii=False,
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
)


def create_app():
    return Flask(__name__)
