from flask import Blueprint

bp = Blueprint("members", __name__)


@bp.route("/")
@bp.route("/login")
@cached
def start():
    return "in"
