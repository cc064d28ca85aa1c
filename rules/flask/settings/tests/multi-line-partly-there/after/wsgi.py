import os

import sentry_sdk
from flask import Flask
from sentry_sdk.integrations.flask import FlaskIntegration

from sentry_scrubber import _scrub_pii

sentry_sdk.init(
    dsn=os.getenv("SENTRY_DSN"),
    integrations=[FlaskIntegration()],
    # Ours is called stage, as everywhere else.
    environment=os.getenv("STAGE"),
    traces_sample_rate=1.0,
    release=os.environ.get("RELEASE_VERSION"),
    send_default_pii=False,
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
)

app = Flask(__name__)
