from flask import Blueprint

from sentry_setup import critical_route

bp = Blueprint("members", __name__)


@bp.post("/login")
@critical_route
def login():
    return "in"
