import sentry_sdk
from flask import Flask

from sentry_sampling import critical_routes_or

sentry_sdk.init("", traces_sampler=critical_routes_or(lambda context: 0.5), traces_sample_rate=1.0)
app = Flask(__name__)
