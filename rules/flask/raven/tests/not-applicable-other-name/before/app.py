import ravenous
from flask import Flask

app = Flask(__name__)
bird = 'raven'
