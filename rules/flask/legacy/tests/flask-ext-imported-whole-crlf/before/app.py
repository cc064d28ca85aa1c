import flask.ext.login

login = flask.ext.login
