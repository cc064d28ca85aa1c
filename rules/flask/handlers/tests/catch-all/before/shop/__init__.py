from flask import Flask, jsonify
from werkzeug.exceptions import HTTPException

from shop.orders import orders


def create_app():
    app = Flask(__name__)
    app.register_blueprint(orders)

    @app.errorhandler(Exception)
    def answer(error):
        """Answer in JSON."""
        # What the views ask for.
        if isinstance(error, HTTPException):
            return jsonify(error=error.description), error.code
        if isinstance(error, KeyError):
            return jsonify(error="missing"), 400

        # What nobody asked for.
        return jsonify(error="internal"), 500

    @app.errorhandler(500)
    def sent_by_flask(error):
        return jsonify(error="internal"), 500

    return app
