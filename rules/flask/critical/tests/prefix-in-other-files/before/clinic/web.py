from clinic.api import api
from clinic.desk import visits


def install(app):
    app.register_blueprint(api)
    app.register_blueprint(visits, url_prefix="/visits")
