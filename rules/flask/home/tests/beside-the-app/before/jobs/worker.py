from sentry_sdk import init

init("")
