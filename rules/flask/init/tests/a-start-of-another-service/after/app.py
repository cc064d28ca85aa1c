from flask import Flask

from sentry_setup import bind_app, init_sentry

init_sentry()
app = Flask(__name__)
bind_app(app)
