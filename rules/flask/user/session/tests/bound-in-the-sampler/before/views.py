from flask import session


def login():
    session["user_id"] = 7
    return "ok"
