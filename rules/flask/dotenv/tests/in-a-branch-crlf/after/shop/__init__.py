import os

from dotenv import load_dotenv as read_env_file
from flask import Flask

from shop.sentry_setup import bind_app, init_sentry


def create_app():
    app = Flask(__name__)
    bind_app(app)
    if os.path.exists(".env"):
        read_env_file()
    init_sentry()
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app
