from flask import Flask

app = Flask(__name__)


@app.errorhandler(Exception)
async def answer(_error):
	return "Sorry.", 500
