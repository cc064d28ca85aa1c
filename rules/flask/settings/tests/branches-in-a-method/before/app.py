import sentry_sdk
from flask import Flask


class Shop:
    def start(self, live):
        if live:
            sentry_sdk.init(
                "https://key@sentry.example/1",
                traces_sample_rate=0.1,
            )
        else:
            sentry_sdk.init(
                "https://key@sentry.example/2",
                traces_sample_rate=1,
            )


def create_app():
    Shop().start(False)
    app = Flask(__name__)
    return app
