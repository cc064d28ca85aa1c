from flask import g, request, session

from models import User
from sentry_user import identify_user


def load_user():
    g.user = None
    if "user_id" in session:
        g.user = User.get(session["user_id"])
        identify_user(g.user)


def from_token(token):
    request.user = User.of(token)
    identify_user(request.user)
    return True
