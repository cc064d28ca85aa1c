import flask_login
from flask import Flask

from sentry_setup import bind_app


class Server:
    def __init__(self):
        self.app = Flask(__name__)
        bind_app(self.app)
        self.manager = flask_login.LoginManager(self.app)
