import sentry_sdk

from shop import app

sentry_sdk.init("")
