from shopkit.web import ShopFlask


def create_app():
    return ShopFlask(__name__)
