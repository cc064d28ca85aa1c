import logging

from flask import Flask

from sentry_setup import init_sentry

logging.basicConfig(level=logging.INFO)

init_sentry()
app = application = Flask(__name__)
app.config.from_prefixed_env()
