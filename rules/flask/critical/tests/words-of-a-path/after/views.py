from flask import Blueprint

from sentry_setup import critical_route

BASE = "/members"
bp = Blueprint("members", __name__)


@bp.route(
    "/sign-in",
    methods=["GET", "POST"],
)
@critical_route
def enter():
    return "in"


@bp.post(f"{BASE}/reset_password")
@critical_route
def forgotten():
    return "sent"


@bp.route("/" "buy")
@critical_route
# buys what is in the basket
def purchase_now():
    return "bought"


@bp.route("/")
@critical_route
def login():
    return "form"


@bp.route("/<login>")
def profile(login):
    return login


@bp.route("/author")
def author():
    return "Ada"


@bp.get("/orders")
def orders():
    return []


@bp.post("/orders")
@critical_route
def order():
    return {}
