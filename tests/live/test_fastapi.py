"""Promise: the patched FastAPI app, behind a real uvicorn, reports its errors and nothing more.

These tests know the routes of `fixtures/fastapi-factory` and are skipped for other shapes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from catcher import Catcher
from serving import Start, serving

EMAIL = "alice.liddell@example.com"
PHONE = "+49 151 2345 6789"
NAME = "Alice Pleasance Liddell"
ADDRESS = "203.0.113.77"
CARD = "4111 1111 1111 1111"
PASSWORD = "rabbit-hole-7"
SECRET = "server side only"
PLANTED = (EMAIL, PHONE, NAME, ADDRESS, CARD, PASSWORD, SECRET)


@pytest.fixture
def start(app_dir: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the app under uvicorn, and hand back its address."""
    if not (app_dir / "tickets" / "main.py").exists():
        pytest.skip(f"{app_dir.name} is not a copy of fixtures/fastapi-factory")

    def command(port: int) -> list[str]:
        return [
            *("-W", "error::DeprecationWarning:tickets"),
            *("-m", "uvicorn", "--factory", "tickets.main:create_app"),
            *("--port", str(port), "--log-level", "warning"),
        ]

    with serving(
        app_dir,
        command,
        20,
        DATABASE_URL=f"sqlite:///{tmp_path / 'tickets.db'}",
        GATEWAY_URL="http://127.0.0.1:9/v1",  # nobody listens there
        SECRET_KEY=SECRET,
    ) as run:
        yield run


class Browser:
    """Talks JSON and keeps the token."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.token = ""
        self.answer: dict = {}

    def send(self, method: str, path: str, **body: object) -> int:
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=json.dumps(body).encode() if body else None,
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.token}",
                "Cookie": f"email={EMAIL}",
                "X-Forwarded-For": ADDRESS,
                "True-Client-Ip": ADDRESS,
            },
        )
        try:
            response = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read()
            self.answer = json.loads(text) if text.startswith(b"{") else {}
            self.token = self.answer.get("access_token", self.token)
            return response.status


def pay(base: str) -> list[int]:
    """Register, sign in, and pay tickets: the payment provider is out of reach."""
    browser = Browser(base)
    api = "/api/v1"
    person = {"email": EMAIL, "display_name": NAME, "mobile_number": PHONE}
    payment = {"receipt_email": EMAIL, "cardholder_name": NAME}
    return [
        browser.send("POST", f"{api}/auth/register", **person, password=PASSWORD),
        browser.send("POST", f"{api}/auth/login", email=EMAIL, password=PASSWORD),
        browser.send("POST", f"{api}/orders", amount=1250),
        browser.send("GET", f"{api}/orders/1?email={EMAIL}"),
        browser.send(
            *("POST", f"{api}/orders/1/pay?tel={PHONE.replace(' ', '%20')}"),
            **payment,
            note=f"call {PHONE}, card {CARD}",
        ),
    ]


WANTED = [201, 200, 201, 200, 500]


def test_an_error_arrives_scrubbed(start: Start, catcher: Catcher) -> None:
    base = start(
        SENTRY_DSN=catcher.dsn,
        ENVIRONMENT="staging",
        RELEASE_VERSION="tickets@4f2a9c1",
        SENTRY_TRACES_SAMPLE_RATE="1",
        SENTRY_PROFILES_SAMPLE_RATE="1",
    )
    assert pay(base) == WANTED

    event = catcher.wait_for("event")
    error = event["exception"]["values"][-1]
    assert error["type"] == "GatewayError"
    assert error["value"] == "order 1 of [email] was not charged"
    assert event["transaction"] == "/api/v1/orders/{order_id}/pay"
    assert (event["release"], event["environment"]) == ("tickets@4f2a9c1", "staging")
    assert catcher.wait_for("transaction")["release"] == "tickets@4f2a9c1"

    everything = json.dumps(catcher.everything(), ensure_ascii=False)
    assert [planted for planted in PLANTED if planted in everything] == []


def test_critical_routes_are_traced_at_rate_0(start: Start, catcher: Catcher) -> None:
    base = start(SENTRY_DSN=catcher.dsn, SENTRY_TRACES_SAMPLE_RATE="0")
    assert pay(base) == WANTED
    catcher.wait_for("event")
    deadline = time.monotonic() + 10
    wanted = {
        "/api/v1/auth/register",
        "/api/v1/auth/login",
        "/api/v1/orders",
        "/api/v1/orders/{order_id}/pay",
    }
    while len(catcher.of("transaction")) < len(wanted) and time.monotonic() < deadline:
        time.sleep(0.05)
    traced = [transaction["transaction"] for transaction in catcher.of("transaction")]
    assert sorted(traced) == sorted(wanted)


def test_the_user_is_an_anonymous_id(start: Start, catcher: Catcher) -> None:
    pay(start(SENTRY_DSN=catcher.dsn))
    event = catcher.wait_for("event")
    key = b"sentry-user-id:" + SECRET.encode()
    wanted = hmac.new(key, b"1", hashlib.sha256).hexdigest()
    assert event["user"] == {"id": wanted, "workspace_id": "1"}
    assert event["tags"]["workspace_id"] == "1"


def test_without_a_dsn_the_app_serves_as_before(start: Start, catcher: Catcher) -> None:
    assert pay(start()) == WANTED
    assert catcher.bodies == []


@pytest.mark.parametrize("dsn", ["", "your-dsn-here", "https://key@host:port/1"])
def test_a_useless_dsn_does_not_stop_the_app(start: Start, dsn: str) -> None:
    base = start(SENTRY_DSN=dsn, SENTRY_TRACES_SAMPLE_RATE="abc")
    assert pay(base) == WANTED
