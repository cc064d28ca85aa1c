"""Promise: an answer below 500 is no error to Sentry, whoever reports it."""

from __future__ import annotations

import logging
from types import ModuleType
from typing import Any

import flask_restful
import flask_restx
import pytest
import sentry_sdk
from flask import Flask, abort, make_response

from catcher import Catcher


def app_of(library: ModuleType) -> Flask:
    app = Flask("shop")

    class Order(library.Resource):
        def get(self, code: int) -> Any:
            if code == 422:
                abort(make_response({"quantity": "is none"}, 422))
            if code == 500:
                raise KeyError("order")
            abort(code)

    library.Api(app).add_resource(Order, "/orders/<int:code>")

    @app.get("/logged/<int:code>")
    def logged(code: int) -> Any:
        try:
            abort(code)
        except Exception:
            logging.getLogger(__name__).exception("no order")
        return "", code

    return app


@pytest.mark.parametrize("library", [flask_restful, flask_restx])
def test_only_what_the_app_did_not_expect_is_sent(
    sentry_setup: ModuleType,
    catcher: Catcher,
    monkeypatch: pytest.MonkeyPatch,
    library: ModuleType,
) -> None:
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    assert sentry_setup.init_sentry()
    client = app_of(library).test_client()
    codes = (401, 403, 404, 409, 422, 500, 503)
    for code in codes:
        assert client.get(f"/orders/{code}").status_code == code
    client.post("/orders/1")  # 405
    client.get("/logged/404")
    client.get("/logged/502")
    sentry_sdk.flush(5)
    sent = [event["exception"]["values"][-1]["type"] for event in catcher.of("event")]
    assert sent == ["KeyError", "ServiceUnavailable", "BadGateway"]
