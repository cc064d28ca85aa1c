"""Promise: no planted personal data reaches the receiver, and the event stays useful."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest
import sentry_sdk
from sentry_sdk.integrations.flask import FlaskIntegration

import planted
from catcher import Catcher

# What the scrubbers of all languages agree on.
SHARED = json.loads((Path(__file__).parent.parent / "scrubber/cases.json").read_text(encoding="utf-8"))


@pytest.fixture
def name_key(scrubber: ModuleType) -> str:
    """A field of the app's models that holds names."""
    fields = [field for field in ("full_name", "name") if field in scrubber.PII_FIELDS]
    return (fields or ["email"])[0]


@pytest.fixture
def received(
    sentry_setup: ModuleType,
    catcher: Catcher,
    name_key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Catcher:
    """What arrives when the planted app fails."""
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    monkeypatch.setenv("SENTRY_TRACES_SAMPLE_RATE", "1")
    monkeypatch.setenv("SENTRY_PROFILES_SAMPLE_RATE", "1")
    monkeypatch.setenv("ENVIRONMENT", "staging")
    monkeypatch.setenv("RELEASE_VERSION", "1.2.3.4")
    assert sentry_setup.init_sentry()
    assert planted.provoke(planted.create_app(name_key), name_key).status_code == 500
    return catcher


def failure(received: Catcher) -> dict:
    """The event of the unhandled exception."""
    return next(e for e in received.of("event") if "exception" in e)


def test_without_the_scrubber_the_app_leaks(catcher: Catcher, name_key: str) -> None:
    """The yardstick: these tests could fail."""
    sentry_sdk.init(
        catcher.dsn, traces_sample_rate=1.0, integrations=[FlaskIntegration()]
    )
    planted.provoke(planted.create_app(name_key), name_key)
    found = planted.occurrences(catcher.everything())
    assert len(found) >= 120, len(found)
    seen = {needle for place in found for needle in planted.NEEDLES if needle in place}
    assert seen == set(planted.NEEDLES)


def test_nothing_planted_arrives(received: Catcher) -> None:
    assert len(received.of("event")) >= 2
    assert len(received.of("transaction")) >= 2
    assert planted.occurrences(received.everything()) == []


def test_the_error_can_still_be_understood(received: Catcher) -> None:
    event = failure(received)
    _, cause, error = event["exception"]["values"]
    assert cause["type"] == "IntegrityError"
    assert "UNIQUE constraint failed: customers.email" in cause["value"]
    assert error["type"] == "RuntimeError"
    assert error["value"].startswith("order ORD-2024-001234 of [email], [phone], ")
    frame = error["stacktrace"]["frames"][-1]
    assert (frame["module"], frame["function"]) == ("planted", "update")
    assert frame["filename"] == "planted.py"
    assert "raise RuntimeError(" in frame["context_line"]
    assert frame["vars"]["note"] == "'first line\\n[phone]\\n[ip]'"
    assert (event["release"], event["environment"]) == ("1.2.3.4", "staging")
    assert event["transaction"] == "update"
    assert event["request"]["url"] == "http://localhost/customers/[email]"
    assert event["request"]["data"]["order_id"] == 1234567890123
    assert event["request"]["data"]["total"] == "49.99"
    assert event["request"]["headers"]["User-Agent"] == planted.INNOCENT["browser"]
    assert event["contexts"]["runtime"]["name"] == "CPython"


def test_the_user_is_an_id_and_a_workspace(received: Catcher) -> None:
    assert failure(received)["user"] == {"id": "u-17", "workspace_id": "w-3"}


def test_the_log_entry_keeps_its_template(received: Catcher) -> None:
    event = next(e for e in received.of("event") if "logentry" in e)
    assert event["logentry"]["message"] == "cannot mail %s of %s"
    assert event["logentry"]["params"] == ["[email]", "[ip]"]


def test_a_transaction_keeps_its_spans(received: Catcher) -> None:
    transaction = next(
        t for t in received.of("transaction") if t["transaction"] == "update"
    )
    names = {span["op"]: span["description"] for span in transaction["spans"]}
    assert names["mail"] == "mail [email]"
    trace = transaction["contexts"]["trace"]
    assert len(trace["trace_id"]) == 32
    assert all(span["trace_id"] == trace["trace_id"] for span in transaction["spans"])
    assert all(span["parent_span_id"] for span in transaction["spans"])


def test_the_envelope_tells_the_release(received: Catcher) -> None:
    traces = [part["trace"] for part in received.everything() if "trace" in part]
    assert {trace["release"] for trace in traces} == {"1.2.3.4"}


@pytest.mark.parametrize("what", planted.INNOCENT)
def test_what_only_looks_personal_arrives(received: Catcher, what: str) -> None:
    assert failure(received)["contexts"]["innocent"][what] == planted.INNOCENT[what]


def test_the_data_of_the_app_is_left_alone(
    sentry_setup: ModuleType, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    assert sentry_setup.init_sentry()
    with sentry_sdk.new_scope() as scope:
        data = {"email": "a@example.com", "token": "t", "n": {"email": "a@example.com"}}
        scope.set_extra("customer", {"c": data})
        scope.set_context("customer", data)
        sentry_sdk.add_breadcrumb(message="paid", data=data)
        sentry_sdk.capture_message("paid")
    sentry_sdk.flush(timeout=10)
    assert data == {
        "email": "a@example.com",
        "token": "t",
        "n": {"email": "a@example.com"},
    }
    assert "a@example.com" not in str(catcher.everything())


class Hostile(str):
    """A text that cannot be looked at."""

    def __len__(self) -> int:
        raise RuntimeError("no")


def test_what_cannot_be_scrubbed_is_withheld(scrubber: ModuleType) -> None:
    text = Hostile("alice@example.com")
    event = {"event_id": "e" * 32, "release": "1", "extra": {"x": text}}
    shell = scrubber._scrub_pii(event, {})
    assert shell["event_id"] == "e" * 32
    assert set(shell) == {"event_id", "release", "message"}
    assert scrubber._scrub_pii({**event, "type": "transaction"}, {}) is None
    assert scrubber._scrub_breadcrumb({"message": text}, {}) is None


@pytest.mark.parametrize(
    ("key", "blanked"),
    [
        ("email", True),
        ("E-Mail", True),
        ("user[email]", True),
        ("customer.email", True),
        ("email_verified", False),
        ("email_template", False),
    ],
)
def test_a_key_is_known_in_every_spelling(
    scrubber: ModuleType, key: str, blanked: bool
) -> None:
    assert (scrubber._scrub({key: "x"}, "event.extra")[key] == "[Filtered]") is blanked


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("email=x, order=7", "email=[Filtered], order=7"),
        ('{"email": "x y", "order": 7}', '{"email": [Filtered], "order": 7}'),
        ("url=/a?email=x&page=2", "url=/a?email=[Filtered]&page=2"),
        ('data=\'{"email": "x y"}\'', "data='{\"email\": [Filtered]}'"),
        ("Key (email)=(x y) already exists.", "Key (email)=[Filtered] already exists."),
        ("email%3Dx%26page%3D2", "email=[Filtered]&page=2"),
        ("Authorization: Bearer abc.def", "Authorization: [Filtered]"),
        (
            "[SQL: x]\n[parameters: ('a', 'b')]\n(y)",
            "[SQL: x]\n[parameters: [Filtered]]\n(y)",
        ),
        ("phone: 612 345 678", "phone: [phone]"),
        *SHARED["found"],
        *((text, text) for text in SHARED["left"]),
        ("Tel. 12 34 56 78", "Tel. [phone]"),
        ("at 2001:db8::1: refused", "at [ip]: refused"),
        ("555-123-4567x89", "[phone]x89"),
    ],
)
def test_text_is_rewritten_in_place(
    scrubber: ModuleType, before: str, after: str
) -> None:
    assert scrubber._scrub_text(before) == after


@pytest.mark.parametrize("key", SHARED["blanked"])
def test_keys_are_known_by_their_words(scrubber: ModuleType, key: str) -> None:
    assert scrubber._scrub({key: "x"}, "") == {key: scrubber.FILTERED}


@pytest.mark.parametrize("key", SHARED["kept"])
def test_part_of_a_word_is_no_key(scrubber: ModuleType, key: str) -> None:
    assert scrubber._scrub({key: "x"}, "") == {key: "x"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a@example.com: connection refused", "[email]: connection refused"),
        ("[ip]: timed out, password: [Filtered]", None),
        ("http://10.0.0.5:8000/path", "http://[ip]:8000/path"),
        ("[SQL: SELECT 1 FROM a JOIN b ON a.email = b.email]", None),
        ("UPDATE users SET email = lower(excluded.email)", None),
        ("SELECT 1 WHERE email = 'ada'", "SELECT 1 WHERE email = [Filtered]"),
        ("user.email = ada.lovelace", "user.email = [Filtered]"),
        ("user[token]=x", "user[token]=[Filtered]"),
    ],
)
def test_what_was_replaced_is_not_read_again(
    scrubber: ModuleType, before: str, after: str | None
) -> None:
    once = scrubber._scrub_text(before)
    assert once == (after or before)
    assert scrubber._scrub_text(once) == once


def test_a_frame_of_a_browser_has_no_query(scrubber: ModuleType) -> None:
    frame = {"filename": "app:///index.html?email=a@example.com#b", "lineno": 3}
    event = {"exception": {"values": [{"stacktrace": {"frames": [frame]}}]}}
    values = scrubber._scrub_pii(event, {})["exception"]["values"]
    assert values[0]["stacktrace"]["frames"] == [{**frame, "filename": "app:///index.html"}]


def test_what_a_library_says_of_itself_arrives(scrubber: ModuleType) -> None:
    data = {"thread.name": "main", "os.name": "Linux", "db.name": "shop", "card": 4}
    assert scrubber._scrub(data, "event.extra") == {**data, "card": "[Filtered]"}


def test_a_long_text_is_cut_without_half_an_address(scrubber: ModuleType) -> None:
    limit = scrubber._MAX_TEXT
    address = "alice@example.com"
    for shift in range(len(address)):
        text = "." * (limit - shift - 1) + " " + address
        assert "alice" not in scrubber._scrub_text(text)
