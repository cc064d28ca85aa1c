import os

import sentry_sdk
from flask import Flask

sentry_sdk.init(os.environ["SENTRY_DSN"])
app = Flask(__name__)
