"""Promise: with `privacy = "strict"` what no scrubber can judge is left out whole, and an error can still be understood."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
import sentry_sdk
from flask import Flask

from catcher import Catcher

BARE = "Wendeline Quisp"  # neither a key nor a shape


def test_no_body_no_locals_and_no_words_of_breadcrumbs(
    sentry_setup: ModuleType, scrubber: ModuleType, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "extra" not in scrubber._KNOWN["drop event"]:
        pytest.skip("its privacy is not strict")
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    assert sentry_setup.init_sentry()
    app = Flask("strict")
    app.logger.disabled = True

    @app.post("/orders")
    def order() -> str:
        customer = BARE
        sentry_sdk.set_extra("customer", customer)
        sentry_sdk.add_breadcrumb(category="query", message=customer, data={"of": customer})
        raise RuntimeError("the order was not paid")

    assert app.test_client().post(f"/orders?of={BARE}", json={"of": BARE}).status_code == 500
    sentry_sdk.flush(timeout=10)
    (event,) = catcher.of("event")
    assert BARE not in json.dumps(catcher.everything())
    assert event["exception"]["values"][-1]["value"] == "the order was not paid"
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "order"
    assert event["breadcrumbs"]["values"][-1]["category"] == "query"
    assert event["request"]["url"] == "http://localhost/orders"
