import sentry_sdk
from flask import Flask

sentry_sdk.init(
    dsn="",
    send_default_pii=True,
)
app = Flask(__name__)
