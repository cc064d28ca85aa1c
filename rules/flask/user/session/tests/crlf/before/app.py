from flask import Flask, session

from sentry_setup import bind_app

app = Flask(__name__)
bind_app(app)


@app.post("/login")
def login():
    session["user_id"] = 1
    return "in"
