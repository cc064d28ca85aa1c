from flask import Blueprint

visits = Blueprint("visits", __name__, url_prefix="/checkout")


@visits.get("/<int:number>")
def visit(number):
    return {"visit": number}
