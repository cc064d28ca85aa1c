from flask import Blueprint

bp = Blueprint("members", __name__, url_prefix="/club")


@bp.post("/login")
def login():
    return "in"


@bp.get("/seats/<int:number>")
def seat(number):
    return {}


@bp.get("/rows")
def rows():
    return []
