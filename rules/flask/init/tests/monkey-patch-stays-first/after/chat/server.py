# The patch has to come before anything that opens a socket.
from gevent import monkey

monkey.patch_all()

from flask import Flask  # noqa: E402
from chat import rooms  # noqa: E402
from chat.sentry_setup import bind_app, init_sentry  # noqa: E402


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    rooms.attach(app)
    return app
