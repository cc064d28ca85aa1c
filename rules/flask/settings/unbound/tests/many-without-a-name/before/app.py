import sentry_sdk
from acme import ShopFlask
from flask import Flask

sentry_sdk.init("")


def create_app():
    Flask(__name__)


def serve():
    Flask(__name__)


def custom():
    ShopFlask(__name__)


class Server:
    def run(self):
        Flask(__name__)


ShopFlask(__name__)
Flask(__name__)
