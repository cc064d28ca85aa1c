from apiflask import APIFlask, Schema
from apiflask.fields import Integer, String

from kennel.sentry_setup import bind_app, init_sentry


class DogOut(Schema):
    id = Integer()
    name = String()


init_sentry()
app = APIFlask(__name__, title="Kennel", version="1.0")
bind_app(app)
