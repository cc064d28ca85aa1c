from flask import Flask, Response

from portal.sentry_setup import bind_app, init_sentry


def create_app():
    class PortalResponse(Response):
        default_mimetype = "application/json"

    class Portal(Flask):
        response_class = PortalResponse

    init_sentry()
    app = Portal(__name__)
    bind_app(app)
    return app
