import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_send=drop_404)
app = Flask(__name__)
