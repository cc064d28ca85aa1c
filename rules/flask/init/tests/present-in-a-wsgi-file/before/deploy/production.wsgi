import sentry_sdk

sentry_sdk.init("")

from app import app as application
