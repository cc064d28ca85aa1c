import sentry_sdk
from flask import Flask

sentry_sdk.init("https://key@example.org/1")
app = Flask(__name__)
