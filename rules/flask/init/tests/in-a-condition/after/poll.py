import os

from flask import Flask

from sentry_setup import bind_app, init_sentry

init_sentry()
if os.environ.get("POLL_STATIC"):
    app = Flask(__name__, static_folder=os.environ["POLL_STATIC"])
    bind_app(app)
else:
    app = Flask(__name__)
    bind_app(app)
