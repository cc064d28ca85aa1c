from __future__ import annotations

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from helpdesk.sentry_setup import bind_app, init_sentry


class Helpdesk(Flask):
    """Reads the tenant from the host name."""

    def tenant(self) -> str:
        return request.host.split(".", 1)[0]


def make_app() -> Helpdesk:
    init_sentry()
    app = Helpdesk(__name__)
    bind_app(app)
    app.wsgi_app = ProxyFix(app.wsgi_app)
    return app
