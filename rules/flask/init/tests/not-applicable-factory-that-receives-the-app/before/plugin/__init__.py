from flask import Blueprint, Flask

bp = Blueprint("plugin", __name__)


def create_app(app: Flask) -> Flask:
    app.register_blueprint(bp)
    return app
