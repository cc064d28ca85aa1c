import config
from shop import keys
from .defaults import Dev as settings


def create_app():
    from flask import Flask

    from .late import views
    return Flask(__name__)
