from flask import request

from press.web import Service

app = Service(import_name=__name__)


@app.route("/")
def index():
    return request.path
