from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from sentry_setup import bind_app, init_sentry

db = SQLAlchemy()


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    db.init_app(app)
    return app
