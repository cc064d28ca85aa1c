from sentry_sdk import init as start

start("")
