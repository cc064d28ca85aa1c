import contextlib
import time

from flask import Flask


@contextlib.contextmanager
def timed(what):
    start = time.monotonic()
    yield
    print(what, time.monotonic() - start)


def create_app():
    with timed("start"):
        try:
            app = Flask(__name__, instance_relative_config=True)
            app.config.from_pyfile("local.py")
        except OSError:
            app.logger.warning("no local settings")
        return app
