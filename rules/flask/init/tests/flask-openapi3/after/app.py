from flask_openapi3 import Info, OpenAPI, Tag

from sentry_setup import bind_app, init_sentry

info = Info(title="Bikes", version="2.0.0")
bikes = Tag(name="bikes", description="Everything with two wheels")
init_sentry()
app = OpenAPI(__name__, info=info)
bind_app(app)
