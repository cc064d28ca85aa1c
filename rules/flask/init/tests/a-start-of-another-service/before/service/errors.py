import sentry_sdk


def start():
    sentry_sdk.init()
