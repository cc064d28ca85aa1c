import importlib


def init_sentry():
    importlib.import_module("sentry_sdk").init()
