"""Promise: a start that was there keeps its own hook and sampler, and gets all the rest.

These tests know `fixtures/flask-existing` and are skipped for other shapes.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sentry_sdk
from flask import Flask

import planted
from catcher import Catcher

SECRET = "server side only"
HOOK = "the shop's own hook"
Start = Callable[..., Flask]


@pytest.fixture
def start(app_dir: Path, catcher: Catcher, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Start the app as a process of its own would: its modules load anew."""
    if not (app_dir / "shop" / "monitoring.py").exists():
        pytest.skip(f"{app_dir.name} is not a copy of fixtures/flask-existing")

    def run(traces: str = "0") -> Flask:
        for name in [name for name in sys.modules if name.split(".")[0] == "shop"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.syspath_prepend(str(app_dir))
        monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
        monkeypatch.setenv("ENVIRONMENT", "staging")
        monkeypatch.setenv("RELEASE_VERSION", "shop@1.2.3.4")
        monkeypatch.setenv("SECRET_KEY", SECRET)
        monkeypatch.setenv("SHOP_TRACES", traces)
        app = importlib.import_module("shop").create_app()
        app.logger.disabled = True
        return app

    return run


def test_nothing_planted_arrives_and_the_own_hook_ran(
    start: Start, catcher: Catcher
) -> None:
    start(traces="1")
    answer = planted.provoke(planted.create_app("full_name"), "full_name")
    assert answer.status_code == 500
    events = catcher.of("event")
    assert len(events) >= 2
    assert len(catcher.of("transaction")) >= 2
    assert planted.occurrences(catcher.everything()) == []
    assert {event["tags"]["seen_by"] for event in events} == {HOOK}
    assert {event["release"] for event in events} == {"shop@1.2.3.4"}
    assert {event["environment"] for event in events} == {"staging"}


def test_what_the_own_hooks_drop_stays_dropped(start: Start, catcher: Catcher) -> None:
    client = start().test_client()
    assert client.post("/checkout").status_code == 500
    sentry_sdk.flush(5)
    assert catcher.of("event") == []
    sentry_sdk.add_breadcrumb(message="mail ada@example.com")
    sentry_sdk.add_breadcrumb({"message": "tock", "tick": True})
    sentry_sdk.capture_message("look at the crumbs")
    sentry_sdk.flush(5)
    (event,) = catcher.of("event")
    crumbs = [crumb["message"] for crumb in event["breadcrumbs"]["values"]]
    assert "mail [email]" in crumbs
    assert "tock" not in crumbs


@pytest.mark.parametrize(
    ("traces", "method", "path", "wanted"),
    [
        ("0", "POST", "/login", 1),
        ("0", "POST", "/checkout", 1),
        ("0", "GET", "/", 0),
        ("1", "GET", "/", 1),
        ("0.0", "GET", "/nowhere", 0),
    ],
)
def test_the_own_sampler_decides_about_all_but_critical_routes(
    start: Start, catcher: Catcher, traces: str, method: str, path: str, wanted: int
) -> None:
    start(traces).test_client().open(path, method=method)
    sentry_sdk.flush(5)
    assert len(catcher.of("transaction")) == wanted


def test_the_user_is_an_anonymous_id(start: Start, catcher: Catcher) -> None:
    client = start().test_client()
    client.post("/login")
    client.get("/orders")
    sentry_sdk.flush(5)
    (event,) = catcher.of("event")
    key = b"sentry-user-id:" + SECRET.encode()
    wanted = hmac.new(key, b"ada@example.com", hashlib.sha256).hexdigest()
    assert event["user"] == {"id": wanted}
    assert "ada@example.com" not in str(catcher.everything())
