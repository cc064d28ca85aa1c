import flask
import flask.json

from ticker import quotes

api = flask.Flask("ticker")


@api.get("/quotes/<symbol>")
def quote(symbol: str):
    return flask.json.jsonify(quotes.latest(symbol))
