from os import environ

from sentry_sdk import init as start

start(
    release=environ.get("HEROKU_SLUG_COMMIT"),
    environment=environ.get("ENVIRONMENT"),
)
