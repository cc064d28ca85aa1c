from flask import Blueprint

bp = Blueprint("members", __name__)


@bp.post("/login")
def login(): return "in"


if True: bp.add_url_rule("/x", view_func=login)


@bp.post("/register")
def register():
    return "new"
