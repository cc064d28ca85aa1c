import os

import sentry_sdk
from flask import Flask

from sentry_sampling import critical_routes_or, traces_sampler

if os.environ.get("STAGE") == "live":
    sentry_sdk.init(dsn="", traces_sampler=critical_routes_or(0))
else:
    sentry_sdk.init(dsn=os.environ.get("TEST_DSN"), traces_sampler=traces_sampler)

app = Flask(__name__)
