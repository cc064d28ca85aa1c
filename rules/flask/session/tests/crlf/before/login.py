import flask


def login(user):
	flask.session['username'] = user.name
