from flask import Flask

from settings import Settings

app = Flask(__name__)
app.secret_key = Settings(_env_file=".env").secret_key
