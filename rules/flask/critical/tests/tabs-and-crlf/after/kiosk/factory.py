from flask import Flask
from .pages import pages
from .sentry_setup import critical_route


def create_app():
	app = Flask('kiosk')

	@app.route('/login', methods=['POST'])
	@critical_route
	def login():
		return 'in'

	return app
