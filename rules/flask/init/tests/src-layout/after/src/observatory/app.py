from flask import Flask

from observatory.sentry_setup import bind_app, init_sentry
from observatory.telescopes import blueprint


def create_app() -> Flask:
    init_sentry()
    app = Flask("observatory")
    bind_app(app)
    app.register_blueprint(blueprint)
    return app
