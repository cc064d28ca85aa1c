from flask import Flask

app = Flask(__name__)


@app.errorhandler(Exception)
def last(error):
    return {"error": "internal"}, 500
