from environs import Env
from flask import Flask

from sentry_setup import bind_app, init_sentry

app = Flask(__name__)
bind_app(app)
env = Env()
env.read_env()
init_sentry()
app.secret_key = env.str("SECRET_KEY")
