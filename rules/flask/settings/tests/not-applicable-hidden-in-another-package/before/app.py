from brickutils import sentry
from flask import Flask

sentry.init_sentry()
app = Flask(__name__)
