from flask import Flask, jsonify

from sentry_setup import bind_app, init_sentry

init_sentry()
app = Flask(__name__)
bind_app(app)


@app.route("/status")
def status():
    return jsonify(status="up")


if __name__ == "__main__":
    app.run()
