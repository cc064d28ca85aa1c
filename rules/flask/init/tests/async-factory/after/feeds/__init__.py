from flask import Flask

from feeds.sentry_setup import bind_app, init_sentry
from feeds.store import connect


async def create_app() -> Flask:
    """Build the app once the store answers."""
    init_sentry()
    app = Flask(__name__)
    bind_app(app)
    app.extensions["store"] = await connect()
    return app
