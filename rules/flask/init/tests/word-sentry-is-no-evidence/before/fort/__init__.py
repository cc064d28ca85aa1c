"""Rosters for sentries. Sentry duty changes at noon."""

from flask import Flask

SENTRY_POSTS = ("gate", "tower")
BADGE = '<span class="sentry-badge">on duty</span>'


def create_app():
    app = Flask(__name__)
    app.jinja_env.globals["sentry_badge"] = BADGE
    return app
