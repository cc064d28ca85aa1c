import os

import sentry_sdk
from flask import Flask
from sentry_sdk.integrations.flask import FlaskIntegration

sentry_sdk.init(
    dsn=os.getenv("SENTRY_DSN"),
    integrations=[FlaskIntegration()],
    # Ours is called stage, as everywhere else.
    environment=os.getenv("STAGE"),
    traces_sample_rate=1.0,
)

app = Flask(__name__)
