from flask import Blueprint

bp = Blueprint("members", __name__)


@bp.post("/login")
def login():
    return "in"
