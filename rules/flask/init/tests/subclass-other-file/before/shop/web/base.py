import flask


class ShopApp(flask.Flask):
    jinja_options = {"trim_blocks": True}
