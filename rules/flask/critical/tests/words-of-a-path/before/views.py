from flask import Blueprint

BASE = "/members"
bp = Blueprint("members", __name__)


@bp.route(
    "/sign-in",
    methods=["GET", "POST"],
)
def enter():
    return "in"


@bp.post(f"{BASE}/reset_password")
def forgotten():
    return "sent"


@bp.route("/" "buy")
# buys what is in the basket
def purchase_now():
    return "bought"


@bp.route("/")
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
def order():
    return {}
