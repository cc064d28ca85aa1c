from fastapi import APIRouter
from flask import Blueprint

bp = Blueprint("weather", __name__)


@bp.get("/today")
def today():
    return "sun"


# Paths of others, which no request comes in by.
router = APIRouter()
browser = Browser()


@router.post("/login")
def login():
    return "in"


@browser.route("/checkout")
def intercept(route):
    route.abort()


@bp.route("/session/logout")
def leave():
    return "bye"


@bp.route("/teams/join", methods=["POST"])
def join():
    return "welcome"


@bp.route("/unsubscribe/<token>")
def unsubscribe(token):
    return "gone"
