from flask import Flask


def make_test_app():
    return Flask(__name__)
