import threading

from flask import Flask

from sentry_setup import bind_app, init_sentry


class StatusServer(threading.Thread):
    def __init__(self, port):
        super().__init__(daemon=True)
        self.port = port
        init_sentry()
        self.app = Flask(__name__)
        bind_app(self.app)

    def run(self):
        self.app.run(port=self.port)
