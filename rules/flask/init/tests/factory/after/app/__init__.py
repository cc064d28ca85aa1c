"""Ledger: invoices for small shops."""

from flask import Flask

from app.invoices import bp as invoices
from app.sentry_setup import bind_app, init_sentry
from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application."""
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.config.from_object(settings or Settings())
    app.register_blueprint(invoices, url_prefix="/invoices")
    return app
