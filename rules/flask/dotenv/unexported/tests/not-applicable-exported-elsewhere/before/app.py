from dotenv import dotenv_values, load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
app.secret_key = dotenv_values(".env")["SECRET_KEY"]
