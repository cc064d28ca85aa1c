from flask import Flask


def preview():
    return Flask(__name__)
