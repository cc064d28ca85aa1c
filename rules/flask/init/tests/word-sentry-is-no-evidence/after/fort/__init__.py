"""Rosters for sentries. Sentry duty changes at noon."""

from flask import Flask

from fort.sentry_setup import bind_app, init_sentry

SENTRY_POSTS = ("gate", "tower")
BADGE = '<span class="sentry-badge">on duty</span>'


def create_app():
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.jinja_env.globals["sentry_badge"] = BADGE
    return app
