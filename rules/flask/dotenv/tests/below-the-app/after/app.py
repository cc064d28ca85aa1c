import dotenv
from flask import Flask

from sentry_setup import bind_app, init_sentry

app = Flask(__name__)
bind_app(app)

# What is kept out of the repository.
dotenv.load_dotenv(".env")
dotenv.load_dotenv(".env.local", override=True)
init_sentry()

app.secret_key = dotenv.get_key(".env", "SECRET_KEY")
