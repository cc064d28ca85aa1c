from werkzeug.exceptions import HTTPException


def unknown(error):
    return "Sorry.", 404


def answer(error):
    if isinstance(error, HTTPException):
        return error
    return "Sorry.", 500
