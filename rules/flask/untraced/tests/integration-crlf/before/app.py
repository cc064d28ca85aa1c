import sentry_sdk
from flask import Flask

sentry_sdk.init("", auto_enabling_integrations=False)
app = Flask(__name__)
