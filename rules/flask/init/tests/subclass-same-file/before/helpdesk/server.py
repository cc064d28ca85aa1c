from __future__ import annotations

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix


class Helpdesk(Flask):
    """Reads the tenant from the host name."""

    def tenant(self) -> str:
        return request.host.split(".", 1)[0]


def make_app() -> Helpdesk:
    app = Helpdesk(__name__)
    app.wsgi_app = ProxyFix(app.wsgi_app)
    return app
