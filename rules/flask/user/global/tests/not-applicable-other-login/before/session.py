from flask import g, request, session

from models import User


def load_user():
    g.user = None
    if "user_id" in session:
        g.user = User.get(session["user_id"])


def from_token(token):
    request.user = User.of(token)
    return True
