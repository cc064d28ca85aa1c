from flask_openapi3 import Info, OpenAPI, Tag

info = Info(title="Bikes", version="2.0.0")
bikes = Tag(name="bikes", description="Everything with two wheels")
app = OpenAPI(__name__, info=info)
