from flask import Flask

from observatory.telescopes import blueprint


def create_app() -> Flask:
    app = Flask("observatory")
    app.register_blueprint(blueprint)
    return app
