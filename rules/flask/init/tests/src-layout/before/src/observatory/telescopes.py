from flask import Blueprint

blueprint = Blueprint("telescopes", __name__)
