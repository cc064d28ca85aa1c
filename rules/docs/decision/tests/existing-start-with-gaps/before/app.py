import sentry_sdk
from flask import Flask

settings = {"dsn": "https://key@example.com/1"}
sentry_sdk.init(send_default_pii=True, **settings)
app = Flask(__name__)
