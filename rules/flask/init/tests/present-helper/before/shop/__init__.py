from flask import Flask

from shop.performance import init_sentry


def create_app():
    init_sentry()
    return Flask(__name__)
