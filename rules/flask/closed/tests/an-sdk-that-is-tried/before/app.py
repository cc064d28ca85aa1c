from flask import Flask

try:
    from sentry_sdk import init

    init("")
except ImportError:
    pass

app = Flask(__name__)
