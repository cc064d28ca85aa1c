import contextlib
import time

from flask import Flask

from app.sentry_setup import bind_app, init_sentry


@contextlib.contextmanager
def timed(what):
    start = time.monotonic()
    yield
    print(what, time.monotonic() - start)


def create_app():
    init_sentry()
    with timed("start"):
        try:
            app = Flask(__name__, instance_relative_config=True)
            bind_app(app)
            app.config.from_pyfile("local.py")
        except OSError:
            app.logger.warning("no local settings")
        return app
