from flask import Flask
from .pages import pages


def create_app():
	app = Flask('kiosk')

	@app.route('/login', methods=['POST'])
	def login():
		return 'in'

	return app
