import os

from dotenv import load_dotenv as read_env_file
from flask import Flask


def create_app():
    app = Flask(__name__)
    if os.path.exists(".env"):
        read_env_file()
    app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return app
