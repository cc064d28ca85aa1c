from flask import Flask

from gallery import views
from gallery.sentry_setup import bind_app, init_sentry


def create_app() -> Flask:
    init_sentry()
    app = Flask(
        import_name=__name__,
        static_url_path="/files",  # the CDN expects it there
        template_folder="pages",
    )
    bind_app(app)
    views.register(app)
    return app
