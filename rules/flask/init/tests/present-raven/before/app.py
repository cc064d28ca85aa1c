from flask import Flask
from raven.contrib.flask import Sentry

app = Flask(__name__)
errors = Sentry(app)
