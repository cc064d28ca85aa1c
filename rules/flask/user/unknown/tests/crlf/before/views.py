import jwt
from flask import request


def whose():
    return jwt.decode(request.headers["x-token"])["sub"]
