from shopkit_web.app import ShopkitFlask

from backoffice import blueprints
from backoffice.sentry_setup import bind_app, init_sentry


def create_app():
    init_sentry()
    app = ShopkitFlask(__name__)
    bind_app(app)
    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    return app
