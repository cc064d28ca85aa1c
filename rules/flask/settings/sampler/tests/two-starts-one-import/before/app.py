import os

import sentry_sdk
from flask import Flask

if os.environ.get("STAGE") == "live":
    sentry_sdk.init(dsn="", traces_sample_rate=0)
else:
    sentry_sdk.init(dsn=os.environ.get("TEST_DSN"))

app = Flask(__name__)
