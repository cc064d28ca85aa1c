from flask import Flask


class Answers:
    def register(self, app):
        app.register_error_handler(Exception, self.internal)
        app.register_error_handler(404, self.missing)

        @app.errorhandler(Exception)
        def last(error):
            return {"error": "internal"}, 500

    def internal(self, error):
        return {"error": "internal"}, 500

    def missing(self, error):
        return {"error": "missing"}, 404


app = Flask(__name__)
Answers().register(app)
