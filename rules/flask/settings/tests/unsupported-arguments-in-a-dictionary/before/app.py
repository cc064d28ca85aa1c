import sentry_sdk
from flask import Flask

from settings import SENTRY

sentry_sdk.init(**SENTRY)
app = Flask(__name__)
