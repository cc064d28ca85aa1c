from environs import Env
from flask import Flask

app = Flask(__name__)
env = Env()
env.read_env()
app.secret_key = env.str("SECRET_KEY")
