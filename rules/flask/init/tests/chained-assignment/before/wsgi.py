import logging

from flask import Flask

logging.basicConfig(level=logging.INFO)

app = application = Flask(__name__)
app.config.from_prefixed_env()
