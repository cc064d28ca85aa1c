from flask import Flask

from sentry_setup import init_sentry

init_sentry()
app = Flask(__name__)
