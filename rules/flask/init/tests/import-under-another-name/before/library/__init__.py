import os
from flask import Flask as FlaskApp, render_template
from werkzeug.exceptions import NotFound


def create_library_app():
    flask = FlaskApp(__name__, instance_path=os.environ.get('LIBRARY_DATA'))

    @flask.errorhandler(NotFound)
    def missing(error):
        return render_template('404.html'), 404

    return flask
