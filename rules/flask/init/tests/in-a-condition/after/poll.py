import os

from flask import Flask

from sentry_setup import init_sentry

init_sentry()
if os.environ.get("POLL_STATIC"):
    app = Flask(__name__, static_folder=os.environ["POLL_STATIC"])
else:
    app = Flask(__name__)
