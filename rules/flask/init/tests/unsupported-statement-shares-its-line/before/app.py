from flask import Flask

DEBUG = False; app = Flask(__name__)
