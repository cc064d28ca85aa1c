from flask import Blueprint

bp = Blueprint("invoices", __name__)


@bp.get("/")
def index() -> str:
    return "no invoices yet"
