from flask import Flask

from shop.errors import answer as answer_all


def create_app():
    app = Flask(__name__)
    app.register_error_handler(404, str)
    app.register_error_handler(Exception, answer_all)
    return app
