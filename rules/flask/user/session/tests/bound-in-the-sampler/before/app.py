from flask import Flask

from sentry_sampling import bind_app
from views import login

app = Flask(__name__)
bind_app(app)
app.add_url_rule("/login", view_func=login)
