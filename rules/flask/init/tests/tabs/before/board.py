from flask import Flask


def create_app(name='board'):
	if name:
		app = Flask(name)
		app.config['NAME'] = name
		return app
	raise ValueError('a board needs a name')
