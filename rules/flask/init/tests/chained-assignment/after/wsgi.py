import logging

from flask import Flask

from sentry_setup import bind_app, init_sentry

logging.basicConfig(level=logging.INFO)

init_sentry()
app = application = Flask(__name__)
bind_app(application)
app.config.from_prefixed_env()
