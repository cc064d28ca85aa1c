"""Promise: the patched app, behind a real server, reports its errors and nothing more.

These tests know the routes of `fixtures/flask-factory` and are skipped for other shapes.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from catcher import Catcher
from serving import Start, serving

EMAIL = "alice.liddell@example.com"
PHONE = "+49 151 2345 6789"
NAME = "Alice Pleasance Liddell"
ADDRESS = "203.0.113.77"


@pytest.fixture
def start(app_dir: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the app under gunicorn, and hand back its address."""
    if not (app_dir / "app" / "checkout").is_dir():
        pytest.skip(f"{app_dir.name} is not a copy of fixtures/flask-factory")

    def command(port: int) -> list[str]:
        return [
            *("-W", "error::DeprecationWarning:app", "-m", "gunicorn"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "warning", "wsgi:app"),
        ]

    with serving(
        app_dir,
        command,
        10,
        DATABASE_URL=f"sqlite:///{tmp_path / 'app.db'}",
        PAYMENT_GATEWAY_URL="http://127.0.0.1:9/v1",  # nobody listens there
    ) as run:
        yield run


class Browser:
    """Posts JSON and keeps cookies."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookie = ""

    def post(self, path: str, **body: object) -> int:
        request = urllib.request.Request(
            self.base + path,
            data=json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json",
                "Cookie": self.cookie,
                "X-Forwarded-For": ADDRESS,
                "True-Client-Ip": ADDRESS,
            },
        )
        try:
            response = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            for name, morsel in SimpleCookie(response.headers["Set-Cookie"]).items():
                self.cookie = f"{name}={morsel.value}"
            return response.status


def pay(base: str) -> list[int]:
    """Register, sign in, and pay a cart: the payment provider is out of reach."""
    browser = Browser(base)
    person = {"workspace": "acme", "email": EMAIL, "full_name": NAME, "phone": PHONE}
    return [
        browser.post("/auth/register", **person, password="rabbit-hole-7"),
        browser.post("/auth/login", email=EMAIL, password="rabbit-hole-7"),
        browser.post("/checkout/carts", amount=1250),
        browser.post("/checkout/carts/1/pay", note=f"call {PHONE}", email=EMAIL),
    ]


def test_an_error_arrives_scrubbed(start: Start, catcher: Catcher) -> None:
    base = start(
        SENTRY_DSN=catcher.dsn,
        ENVIRONMENT="staging",
        RELEASE_VERSION="ledgerly@4f2a9c1",
        SENTRY_TRACES_SAMPLE_RATE="1",
    )
    assert pay(base) == [201, 200, 201, 500]

    event = catcher.wait_for("event")
    error = event["exception"]["values"][-1]
    assert error["type"] == "PaymentError"
    assert error["value"] == "cart 1 of [email] could not be charged"
    assert event["transaction"] == "checkout.pay"
    assert (event["release"], event["environment"]) == ("ledgerly@4f2a9c1", "staging")
    assert catcher.wait_for("transaction")["release"] == "ledgerly@4f2a9c1"

    everything = json.dumps(catcher.everything(), ensure_ascii=False)
    for planted in (EMAIL, PHONE, NAME, ADDRESS, "rabbit-hole-7"):
        assert planted not in everything


def test_without_a_dsn_the_app_serves_as_before(start: Start, catcher: Catcher) -> None:
    assert pay(start()) == [201, 200, 201, 500]
    assert catcher.bodies == []


@pytest.mark.parametrize("dsn", ["", "your-dsn-here", "https://key@host:port/1"])
def test_a_useless_dsn_does_not_stop_the_app(start: Start, dsn: str) -> None:
    base = start(SENTRY_DSN=dsn, SENTRY_TRACES_SAMPLE_RATE="abc")
    assert pay(base) == [201, 200, 201, 500]
