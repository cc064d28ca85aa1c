import threading

from flask import Flask


class StatusServer(threading.Thread):
    def __init__(self, port):
        super().__init__(daemon=True)
        self.port = port
        self.app = Flask(__name__)

    def run(self):
        self.app.run(port=self.port)
