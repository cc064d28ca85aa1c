from functools import wraps

import jwt
from flask import request

from models import User
from sentry_user import identify_user


def token_required(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        try:
            data = jwt.decode(request.headers["x-token"])
            current_user = User.get(data["id"])
            identify_user(current_user)
        except Exception:
            return "no", 401
        return view(current_user, *args, **kwargs)

    return wrapper
