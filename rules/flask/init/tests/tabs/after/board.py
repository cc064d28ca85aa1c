from flask import Flask

from sentry_setup import bind_app, init_sentry


def create_app(name='board'):
	init_sentry()
	if name:
		app = Flask(name)
		bind_app(app)
		app.config['NAME'] = name
		return app
	raise ValueError('a board needs a name')
