from flask import Blueprint

bp = Blueprint("weather", __name__)


@bp.get("/today")
def today():
    return "sun"
