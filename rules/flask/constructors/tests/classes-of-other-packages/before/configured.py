from desk.flask_base import Base

app = Base(__name__)
app.config["DEBUG"] = False
ROUTE = ".route("
