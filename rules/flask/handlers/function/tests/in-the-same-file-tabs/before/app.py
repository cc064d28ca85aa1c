from flask import Flask

app = Flask(__name__)


def answer(error: Exception):
	return "Sorry.", 500


app.register_error_handler(Exception, answer)
