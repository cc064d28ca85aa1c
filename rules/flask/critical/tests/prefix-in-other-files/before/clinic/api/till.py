from flask import Blueprint

till = Blueprint("till", __name__)


@till.get("/")
def overview():
    return []


@till.post("/<int:number>/settle")
@audited
def settle(number):
    return {"settled": number}
