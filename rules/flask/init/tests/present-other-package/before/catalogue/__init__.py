from brickutils import sentry
from brickutils.flask import BrickFlask


def create_app():
    app = BrickFlask(__name__)
    sentry.init_sentry(**app.config.get("LOG_SENTRY", {}))
    return app
