from flask import Flask
from raven.contrib.flask import Sentry

sentry = Sentry()


def create_app():
    app = Flask(__name__)
    sentry.init_app(app)
    return app
