from flask import Flask

app = Flask(__name__)


@app.errorhandler(code_or_exception=Exception)
def answer(error):
    return "Sorry.", 500
