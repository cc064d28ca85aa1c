from flask import Flask, Response


def create_app():
    class PortalResponse(Response):
        default_mimetype = "application/json"

    class Portal(Flask):
        response_class = PortalResponse

    app = Portal(__name__)
    return app
