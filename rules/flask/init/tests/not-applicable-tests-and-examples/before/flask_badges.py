from flask import Blueprint


class Badges:
    def init_app(self, app):
        app.register_blueprint(Blueprint("badges", __name__))
