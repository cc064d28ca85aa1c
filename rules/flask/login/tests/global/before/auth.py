from flask import g


def load():
    g.user = None
    g.user = find()
