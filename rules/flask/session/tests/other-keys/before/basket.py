from flask import session


def add(item):
    session["basket"] = [item]
