from shop.web.base import ShopApp
from shop.web.sentry_setup import bind_app, init_sentry


def create_app(config_name="default"):
    init_sentry()
    app = ShopApp("shop", static_folder="assets")
    bind_app(app)
    app.config["NAME"] = config_name
    return app
