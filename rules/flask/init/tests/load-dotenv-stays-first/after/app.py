import os

from dotenv import load_dotenv
from flask import Flask

load_dotenv()

from sentry_setup import init_sentry

init_sentry()
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
