from shopkit_web.app import ShopkitFlask

from backoffice import blueprints


def create_app():
    app = ShopkitFlask(__name__)
    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    return app
