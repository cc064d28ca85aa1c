"""Promise: of markers that change with each run, nothing private arrives by any way, and all that is useful does.

`SEED=7 pytest test_seeded.py` repeats a run. The app is Flask's or FastAPI's, as the patched one is.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sentry_sdk
from flask import Flask
from sentry_sdk.crons import capture_checkin

import markers
from catcher import Catcher

logger = logging.getLogger("seeded")
logger.propagate = False
# Which seed it is shows where a test fails, and with -s.
SEED = markers.new_seed()
Send = Callable[[dict[str, Any]], int]


@dataclass
class Person:
    """Something that tells all it knows."""

    fields: dict[str, str]
    __tablename__ = "people"

    def __repr__(self) -> str:
        return f"<Person {', '.join(f'{key}={value!r}' for key, value in self.fields.items())}>"


def plant(batch: dict[str, Any]) -> None:
    """Give the SDK a batch of markers by each way it has, then fail."""
    texts, fields, nested = batch["texts"], batch["fields"], batch["nested"]
    sentry_sdk.set_user({"id": "u1", "email": texts[0], "username": texts[1], "ip_address": texts[6]})
    sentry_sdk.set_context("seeded", {"fields": fields, "nested": nested, "texts": texts, "numbers": batch["numbers"]})
    scope = sentry_sdk.get_current_scope()
    # Each text goes one of these ways, and another one with another seed.
    for number, text in enumerate(texts):
        way = number % 6
        if way == 0:
            sentry_sdk.add_breadcrumb(message=text, category="seeded", data={"text": text})
        elif way == 1:
            sentry_sdk.logger.info("{text}", text=text)
        elif way == 2:
            sentry_sdk.logger.warning(text, attributes={"text": text})
        elif way == 3:
            sentry_sdk.set_tag(f"text.{number}", text)
        elif way == 4:
            with sentry_sdk.start_span(op="seeded", name=text) as span:
                span.set_data("url", f"/u?{batch['query']}")
        else:
            sentry_sdk.metrics.count("seeded", 1, attributes={"text": text})
    sentry_sdk.add_breadcrumb(message="data", data={"fields": fields, "nested": nested, "json": batch["json"]})
    sentry_sdk.set_extra("pairs", batch["pairs"])
    for key, value in fields.items():
        sentry_sdk.set_tag(key, value)
    logger.info("seen %s", batch["json"])
    sentry_sdk.logger.warning("fields", attributes=fields)
    sentry_sdk.metrics.count("seeded", 1, attributes=fields)
    with sentry_sdk.start_span(op="seeded", name="data") as span:
        span.set_tag("fields", str(fields))
        for key, value in fields.items():
            span.set_data(key, value)
    scope.add_attachment(bytes="\n".join(texts).encode(), filename=f"{texts[0]}.txt")
    scope.add_attachment(bytes=b"\xff\x00" + texts[1].encode(), filename="picture.png")
    capture_checkin(monitor_slug=texts[0], status="ok", monitor_config={"owner": texts[1]})
    sentry_sdk.capture_event({"type": "feedback", "contexts": {"feedback": {"message": texts[2], **fields}}})
    logger.error("failed: %s", texts[3], extra={"fields": fields})
    person, pairs, row = Person(fields), batch["pairs"], json.dumps(nested)
    local = [fields, texts, batch["numbers"]]
    try:
        raise KeyError(row)
    except KeyError as error:
        # Locals go with the frame.
        raise RuntimeError(f"{person} {pairs} {local} {' '.join(texts)}") from error


def flask_app() -> Send:
    """A Flask app that fails, and how to make it."""
    app = Flask("seeded")
    app.logger.disabled = True

    @app.post("/<path:_path>")
    def fail(_path: str) -> str:
        plant(app.config["batch"])
        return ""

    def send(batch: dict[str, Any]) -> int:
        app.config["batch"] = batch
        client = app.test_client()
        for key, value in list(batch["fields"].items())[:4]:
            client.set_cookie(key, value.encode("ascii", "ignore").decode())
        bodies: list[dict[str, Any]] = [
            {"json": {"fields": batch["fields"], "pairs": batch["pairs"]}},
            {"data": batch["fields"]},
            {"data": batch["json"], "content_type": "text/plain"},
        ]
        url = f"/{batch['path']}?{batch['query']}"
        headers = {**batch["headers"], "Referer": f"https://x{url}"}
        return client.post(url, headers=headers, **bodies[len(url) % len(bodies)]).status_code

    return send


def fastapi_app() -> Send:
    """The same of FastAPI."""
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    app = FastAPI()
    kept: dict[str, Any] = {}

    @app.post("/{_path:path}")
    def fail(_path: str, body: dict[str, Any]) -> str:
        plant(kept["batch"])
        return ""

    def send(batch: dict[str, Any]) -> int:
        kept["batch"] = batch
        url = f"/{batch['path']}?{batch['query']}"
        with TestClient(app, raise_server_exceptions=False) as client:
            body = {"fields": batch["fields"], "pairs": batch["pairs"]}
            return client.post(url, headers={**batch["headers"], "Referer": f"https://x{url}"}, json=body).status_code

    return send


@pytest.fixture
def send(app_dir: Path) -> Callable[[], Send]:
    return fastapi_app if (app_dir / "tickets").exists() else flask_app


def received(send: Send, found: dict[str, Any], catcher: Catcher) -> list[Any]:
    """What arrives of all batches."""
    sentry_sdk.get_client().options["enable_logs"] = True
    for batch in found["batches"]:
        assert send(batch) == 500
    sentry_sdk.flush(timeout=30)
    return catcher.everything()


def test_nothing_private_arrives_and_all_that_is_useful(
    send: Callable[[], Send],
    sentry_setup: ModuleType,
    scrubber: ModuleType,
    catcher: Catcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    print(f"SEED={SEED}")
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    monkeypatch.setenv("SENTRY_TRACES_SAMPLE_RATE", "1")
    monkeypatch.setenv("SENTRY_PROFILES_SAMPLE_RATE", "1")
    # Of what has no shape the app's models tell the key.
    monkeypatch.setattr(markers, "NAME", "full_name" if "full_name" in scrubber.PII_FIELDS else "email")
    found = markers.make(SEED)
    assert len(found["private"]) >= 600
    assert len(found["useful"]) >= 200
    assert sentry_setup.init_sentry()
    everything = received(send(), found, catcher)
    kinds = {part["type"] for part in everything if isinstance(part, dict) and "type" in part}
    assert {"event", "transaction", "log", "trace_metric", "attachment", "check_in", "profile", "feedback"} <= kinds, kinds
    leaks, lost = markers.arrived(found, everything), markers.missing(found, everything)
    assert not leaks, f"SEED={SEED}: {len(leaks)} arrived, such as {leaks[:5]}"
    assert not lost, f"SEED={SEED}: {len(lost)} are missing, such as {lost[:5]}"


def test_without_the_scrubber_all_of_it_arrives(send: Callable[[], Send], catcher: Catcher) -> None:
    """The yardstick: markers reach the receiver where nobody keeps them."""
    found = markers.make(SEED)
    sentry_sdk.init(catcher.dsn, traces_sample_rate=1.0, event_scrubber=None, default_integrations=True)
    everything = received(send(), found, catcher)
    leaks = {leak.split(": ")[0] for leak in markers.arrived(found, everything)}
    assert len(leaks) >= 600, f"SEED={SEED}: only {len(leaks)} of {len(found['private'])}"
