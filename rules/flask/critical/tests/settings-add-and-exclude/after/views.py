from flask import Blueprint

from sentry_setup import critical_route

bp = Blueprint("members", __name__, url_prefix="/club")


@bp.post("/login")
def login():
    return "in"


@bp.get("/seats/<int:number>")
@critical_route
def seat(number):
    return {}


@bp.get("/rows")
def rows():
    return []
