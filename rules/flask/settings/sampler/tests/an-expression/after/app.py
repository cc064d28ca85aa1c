import sentry_sdk
from flask import Flask

from sentry_sampling import critical_routes_or

sentry_sdk.init("", traces_sampler=critical_routes_or(float(os.environ["RATE"])))
app = Flask(__name__)
