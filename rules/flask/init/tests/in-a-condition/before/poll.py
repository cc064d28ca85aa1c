import os

from flask import Flask

if os.environ.get("POLL_STATIC"):
    app = Flask(__name__, static_folder=os.environ["POLL_STATIC"])
else:
    app = Flask(__name__)
