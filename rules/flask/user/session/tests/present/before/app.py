from flask import Flask, session

from sentry_setup import bind_app
from sentry_user import identify_user

app = Flask(__name__)
bind_app(app)
app.before_request(lambda: identify_user(session.get("user_id")))


@app.post("/login")
def login():
    session["user_id"] = 1
    return "in"
