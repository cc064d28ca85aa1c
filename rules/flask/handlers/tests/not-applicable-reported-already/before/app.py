from flask import Flask
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


@app.errorhandler(Exception)
def logged(error):
    app.logger.exception("failed")
    return "Sorry.", 500


@app.errorhandler(BaseException)
def logged_as_an_error(error):
    app.logger.error("failed", exc_info=True)
    return "Sorry.", 500


@app.errorhandler(HTTPException)
def expected(error):
    return error.description, error.code


class Mail:
    @app.errorhandler(Exception)
    def answer(self, error):
        return "Sorry.", 500
