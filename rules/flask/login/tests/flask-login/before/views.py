from flask import g
from flask_login import current_user


def view():
    g.user = current_user
