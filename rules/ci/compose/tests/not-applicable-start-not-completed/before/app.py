import sentry_sdk
from flask import Flask

sentry_sdk.init(dsn="https://key@sentry.example.org/1")
app = Flask(__name__)
