from os import environ

from sentry_sdk import init
from sentry_sdk.integrations.flask import FlaskIntegration


def init_monitoring(component):
    dsn = environ.get("SENTRY_DSN")
    if dsn:
        init(dsn, integrations=[FlaskIntegration()], server_name=component)
