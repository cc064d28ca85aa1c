from shop.web.base import ShopApp


def create_app(config_name="default"):
    app = ShopApp("shop", static_folder="assets")
    app.config["NAME"] = config_name
    return app
