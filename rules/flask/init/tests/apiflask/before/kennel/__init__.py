from apiflask import APIFlask, Schema
from apiflask.fields import Integer, String


class DogOut(Schema):
    id = Integer()
    name = String()


app = APIFlask(__name__, title="Kennel", version="1.0")
