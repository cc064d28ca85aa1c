from dotenv import load_dotenv
from flask import Flask

from sentry_setup import init_sentry

app = Flask(__name__)
load_dotenv()
init_sentry()
