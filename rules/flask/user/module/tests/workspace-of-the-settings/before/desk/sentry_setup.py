import sentry_sdk


def critical_route(view):
    return view


def bind_app(app):
    pass


sentry_sdk.init()
