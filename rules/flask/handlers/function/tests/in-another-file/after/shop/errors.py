import sentry_sdk
from werkzeug.exceptions import HTTPException


def unknown(error):
    return "Sorry.", 404


def answer(error):
    if isinstance(error, HTTPException):
        return error
    sentry_sdk.capture_exception(error)
    return "Sorry.", 500
