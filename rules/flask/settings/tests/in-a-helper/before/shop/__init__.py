from flask import Flask

from shop.monitoring import init_monitoring


def create_app():
    init_monitoring("shop")
    return Flask(__name__)
