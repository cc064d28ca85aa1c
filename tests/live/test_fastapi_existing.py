"""Promise: a start in a FastAPI lifespan keeps its own hook and sampler, and gets all the rest.

These tests know `fixtures/fastapi-existing` and are skipped for other shapes.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sentry_sdk
from starlette.testclient import TestClient

from catcher import Catcher

SECRET = "server side only"
HOOK = "the courier's own hook"
PLANTED = ("ada@example.com", "Ada Countess of Lovelace", "203.0.113.77")
Start = Callable[..., TestClient]


@pytest.fixture
def start(
    app_dir: Path, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Start the app as a process of its own would: its modules load anew."""
    if not (app_dir / "courier" / "main.py").exists():
        pytest.skip(f"{app_dir.name} is not a copy of fixtures/fastapi-existing")

    with ExitStack() as running:

        def run(traces: str = "0") -> TestClient:
            for name in [n for n in sys.modules if n.split(".")[0] == "courier"]:
                monkeypatch.delitem(sys.modules, name)
            monkeypatch.syspath_prepend(str(app_dir))
            monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
            monkeypatch.setenv("ENVIRONMENT", "staging")
            monkeypatch.setenv("RELEASE_VERSION", "courier@1.2.3.4")
            monkeypatch.setenv("SENTRY_USER_ID_SECRET", SECRET)
            monkeypatch.setenv("COURIER_TRACES", traces)
            app = importlib.import_module("courier.main").app
            client = TestClient(app, raise_server_exceptions=False)
            return running.enter_context(client)

        yield run


def test_nothing_planted_arrives_and_the_own_hook_ran(
    start: Start, catcher: Catcher
) -> None:
    client = start(traces="1")
    client.post("/account/login")
    found = client.get(
        "/account/parcels?email=ada@example.com",
        headers={"X-Forwarded-For": "203.0.113.77"},
    )
    assert found.status_code == 500
    sentry_sdk.flush(5)
    (event,) = catcher.of("event")
    error = event["exception"]["values"][-1]["value"]
    assert error.startswith("no parcels of Member(id=7, full_name=")
    assert event["transaction"] == "/account/parcels"
    assert event["tags"]["seen_by"] == HOOK
    assert (event["release"], event["environment"]) == ("courier@1.2.3.4", "staging")
    assert len(catcher.of("transaction")) == 2
    everything = json.dumps(catcher.everything(), ensure_ascii=False)
    assert [planted for planted in PLANTED if planted in everything] == []


def test_what_the_own_hook_drops_stays_dropped(start: Start, catcher: Catcher) -> None:
    assert start().post("/checkout/1").status_code == 500
    sentry_sdk.flush(5)
    assert catcher.of("event") == []


@pytest.mark.parametrize(
    ("traces", "method", "path", "wanted"),
    [
        ("0", "POST", "/account/login", 1),
        ("0", "POST", "/checkout/1", 1),
        ("0", "GET", "/checkout/1", 0),
        ("0", "GET", "/healthz", 0),
        ("1", "GET", "/healthz", 1),
        ("0.0", "GET", "/nowhere", 0),
    ],
)
def test_the_own_sampler_decides_about_all_but_critical_routes(
    start: Start, catcher: Catcher, traces: str, method: str, path: str, wanted: int
) -> None:
    start(traces).request(method, path)
    sentry_sdk.flush(5)
    assert len(catcher.of("transaction")) == wanted


def test_the_user_is_an_anonymous_id(start: Start, catcher: Catcher) -> None:
    client = start()
    client.post("/account/login")
    client.get("/account/parcels")
    sentry_sdk.flush(5)
    (event,) = catcher.of("event")
    key = b"sentry-user-id:" + SECRET.encode()
    wanted = hmac.new(key, b"7", hashlib.sha256).hexdigest()
    assert event["user"] == {"id": wanted}
