from flask import Flask, session

from sentry_sampling import bind_app
from sentry_user import identify_user
from views import login

app = Flask(__name__)
bind_app(app)
app.before_request(lambda: identify_user(session.get("user_id")))
app.add_url_rule("/login", view_func=login)
