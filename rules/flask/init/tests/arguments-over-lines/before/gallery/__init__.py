from flask import Flask

from gallery import views


def create_app() -> Flask:
    app = Flask(
        import_name=__name__,
        static_url_path="/files",  # the CDN expects it there
        template_folder="pages",
    )
    views.register(app)
    return app
