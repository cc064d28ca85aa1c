from flask import Flask

from feeds.store import connect


async def create_app() -> Flask:
    """Build the app once the store answers."""
    app = Flask(__name__)
    app.extensions["store"] = await connect()
    return app
