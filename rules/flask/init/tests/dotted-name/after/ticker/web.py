import flask
import flask.json

from ticker import quotes
from ticker.sentry_setup import bind_app, init_sentry

init_sentry()
api = flask.Flask("ticker")
bind_app(api)


@api.get("/quotes/<symbol>")
def quote(symbol: str):
    return flask.json.jsonify(quotes.latest(symbol))
