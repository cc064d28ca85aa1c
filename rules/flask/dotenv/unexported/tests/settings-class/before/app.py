from flask import Flask

from settings import Settings

app = Flask(__name__)
app.secret_key = Settings().secret_key
