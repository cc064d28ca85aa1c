from flask import Blueprint

from clinic.sentry_setup import critical_route

till = Blueprint("till", __name__)


@till.get("/")
@critical_route
def overview():
    return []


@till.post("/<int:number>/settle")
@critical_route
@audited
def settle(number):
    return {"settled": number}
