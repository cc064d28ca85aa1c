import os

from dotenv import load_dotenv
from flask import Flask

from sentry_setup import bind_app, init_sentry

load_dotenv()

init_sentry()
app = Flask(__name__)
bind_app(app)
app.secret_key = os.environ["SECRET_KEY"]
