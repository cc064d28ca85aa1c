from flask import Flask

from shop.lib import watch

app = Flask(__name__)
