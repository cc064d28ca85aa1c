from shopkit.flask_base.app import Base

from gallery.sentry_setup import bind_app, init_sentry

init_sentry()
app = Base(
    __name__,
    "gallery.example",
    template_folder="../templates",
)
bind_app(app)


@app.route("/")
def index():
    return "ok"
