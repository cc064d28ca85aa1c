import os

from dotenv import load_dotenv
from flask import Flask

from sentry_setup import init_sentry

load_dotenv()

init_sentry()
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
