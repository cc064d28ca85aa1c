import flask_login
from flask import Flask
from flask_login import current_user

from sentry_setup import bind_app
from sentry_user import identify_user


class Server:
    def __init__(self):
        self.app = Flask(__name__)
        bind_app(self.app)
        self.app.before_request(lambda: identify_user(current_user))
        self.manager = flask_login.LoginManager(self.app)
