from flask import Flask

from shop import errors


def create_app():
    app = Flask(__name__)
    app.register_error_handler(Exception, errors.answer)
    return app
