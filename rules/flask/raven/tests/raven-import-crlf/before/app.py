import raven
from flask import Flask

client = raven.Client()
app = Flask(__name__)
