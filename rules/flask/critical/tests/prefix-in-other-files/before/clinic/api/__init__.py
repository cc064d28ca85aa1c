from flask import Blueprint

from clinic.api.till import till

api = Blueprint("api", __name__, url_prefix="/api/v2")
api.register_blueprint(till, url_prefix="/payments")
