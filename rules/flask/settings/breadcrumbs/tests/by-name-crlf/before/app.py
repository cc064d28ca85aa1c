import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_breadcrumb=shorten)
app = Flask(__name__)
