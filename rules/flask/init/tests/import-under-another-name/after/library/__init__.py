import os
from flask import Flask as FlaskApp, render_template
from werkzeug.exceptions import NotFound
from library.sentry_setup import bind_app, init_sentry


def create_library_app():
    init_sentry()
    flask = FlaskApp(__name__, instance_path=os.environ.get('LIBRARY_DATA'))
    bind_app(flask)

    @flask.errorhandler(NotFound)
    def missing(error):
        return render_template('404.html'), 404

    return flask
