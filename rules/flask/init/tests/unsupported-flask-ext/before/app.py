from flask import Flask
from flask.ext.login import LoginManager

app = Flask(__name__)
login = LoginManager(app)
