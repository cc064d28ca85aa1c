from flask import Blueprint

from sentry_setup import critical_route

bp = Blueprint("members", __name__)


@bp.route("/")
@bp.route("/login")
@critical_route
@cached
def start():
    return "in"
