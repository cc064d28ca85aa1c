import sentry_sdk
from flask import Flask

VERSION = "2.1.0"
sentry_sdk.init(release=f"shop@{VERSION}", **{"debug": False})
app = Flask(__name__)
