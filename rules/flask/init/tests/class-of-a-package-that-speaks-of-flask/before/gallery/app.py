from shopkit.flask_base.app import Base

app = Base(
    __name__,
    "gallery.example",
    template_folder="../templates",
)


@app.route("/")
def index():
    return "ok"
