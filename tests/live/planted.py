"""An application that leaks personal data wherever an SDK can pick it up.

`create_app` builds it, `provoke` sends it one request that fails, `occurrences` counts what
of `NEEDLES` is left in anything that was received. Names have no pattern: they are planted
under a key or as key=value, never bare in a sentence.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import sentry_sdk
from flask import Flask, Response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.test import TestResponse

EMAILS = (
    "alice@example.com",
    "bob.o+billing@mail.example.co.uk",
    "jürgen.müller@bücher.example",
    "用户@例子.广告",
    "carol@xn--bcher-kva.xn--p1ai",
)
PHONES = (
    "+49 151 2345 6789",  # Germany
    "0151-23456780",
    "030/1234567",
    "+49 (0)30 1234 5670",
    "(555) 123-4567",  # North America
    "555.123.4568",
    "+1-202-555-0143",
    "+44 20 7946 0958",  # United Kingdom
    "07700 900123",
    "07700900124",
    "+33 6 12 34 56 78",  # France
    "06 12 34 56 79",
    "+81 90-1234-5678",  # Japan
    "138 0013 8000",  # China
    "+91 98765 43210",  # India
    "(11) 91234-5678",  # Brazil
    "+7 (495) 123-45-67",  # Russia
    "0041 44 668 18 00",  # Switzerland
    "+4915123456701",
)
ADDRESSES = (
    "203.0.113.77",
    "198.51.100.23",
    "2001:db8::8a2e:370:7334",
    "2001:0db8:0000:0000:0000:ff00:0042:8329",
)
# Known by their own shape, whatever the key. Test numbers of the issuers; keys that nobody gave out.
SHAPES = (
    "4111111111111111",  # Visa
    "4000 0566 5566 5556",
    "5555-5555-5555-4444",  # Mastercard
    "2223003122003222",
    "3782 822463 10005",  # American Express
    "30569309025904",  # Diners Club
    "3530 1113 3330 0000",  # JCB
    "6011-1111-1111-1117",  # Discover
    "6200000000000005",  # UnionPay
    "DE89 3704 0044 0532 0130 00",
    "GB82WEST12345698765432",
    "fr1420041010050500013M02606".upper(),
    "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "rk_live_" + "51H8mPq2eZvKYlo2C0aBcDeF",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    "xoxb-" + "123456789012-abcdefghijkl",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.dozjgNryP4J3jVmNHl0w5N",
)
NAME = "Zoë Müller-Lüdenscheidt"
TOKEN = "tok-0123456789"
NEEDLES = (*EMAILS, *PHONES, *ADDRESSES, *SHAPES, NAME, TOKEN)

# Encodings a needle survives in.
_FORMS = {
    needle: {needle, quote(needle), quote(needle, safe=""), json.dumps(needle)[1:-1]}
    for needle in NEEDLES
}

# What must come through unharmed.
INNOCENT = {
    "almost": "4111111111111112, 4111 1111 1111 1112, DE88370400440532013000, eyJhbGci",
    "amount": "1,234.56 EUR or 1 234 567,89",
    "browser": "Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36",
    "commit": "e6d1d0a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
    "dates": "22.11.2026 10:57, 01/02/2026 10:57:30, 2026-11-22 10:57:30,528",
    "epoch": "1732271850 and 1732271850123 and 1732271850.123456 and 1732271850123456789",
    "files": "report_2024-11-22.csv IMG_20240101_123456.jpg /srv/app-1.2.3/main.py",
    "log_time": "[22/Nov/2026:10:57:30 +0100] 500 1234",
    "order": "ORD-2024-001234, 1234567890123, INV-000123456, 112-3456789-0123456",
    "ids": "4111-1111-1111-1111-1111-11, 175928847299117063, ab5500000000000004cd",
    "number": "0.5105105105105100 and -4.0000056655665556e+16",
    "port": "localhost:5432 and port 8080",
    "query": "?page=2&q=50%25+off",
    "trace": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, sk-1, ghp_, task_live_1",
    "slice": "items[::2] and Abc::Def and std::vector",
    "time": "2026-11-22T10:57:30.123456Z",
    "uuid": "550e8400-e29b-41d4-a716-446655440000 12345678-1234-1234-1234-123456789012",
    "version": "sentry-sdk 2.75.0, v1.2.3.4, lodash@4.17.21, 1.2.3+20261122",
}


def create_app(name_key: str) -> Flask:
    """Build the application; `name_key` is a personal field that has no pattern."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    app.logger.disabled = True

    class Base(DeclarativeBase):
        pass

    db = SQLAlchemy(app, model_class=Base)

    class Customer(Base):
        __tablename__ = "customers"
        email: Mapped[str] = mapped_column(primary_key=True)

        def __repr__(self) -> str:
            return f"<Customer {name_key}={NAME!r} email={self.email!r}>"

    logger = logging.getLogger("shop.customers")
    logger.propagate = False

    @app.post("/customers/<path:ident>")
    def update(ident: str) -> Response:
        customer = Customer(email=EMAILS[0])
        payload = request.get_json(silent=True)
        nested = {"a": [{name_key: NAME}, [EMAILS[1], {"x": PHONES[0]}]], "n": ident}
        note = "first line\n" + PHONES[1] + "\n" + ADDRESSES[2]
        raw = json.dumps({name_key: NAME, "email": EMAILS[2]})
        bought = [f"first\n{shape}\nlast" for shape in SHAPES]

        sentry_sdk.set_user(
            {
                "id": "u-17",
                "workspace_id": "w-3",
                "email": EMAILS[0],
                "ip_address": ADDRESSES[0],
                "username": NAME,
            }
        )
        sentry_sdk.set_tag("email", EMAILS[0])
        sentry_sdk.set_tag("note", f"mail {EMAILS[1]}")
        sentry_sdk.set_context("customer", {name_key: NAME, "phones": list(PHONES)})
        sentry_sdk.set_context(
            "hosts", {"seen": list(ADDRESSES), EMAILS[3]: "as a key"}
        )
        sentry_sdk.set_extra("blob", {"deep": {name_key: NAME, "raw": raw}})
        sentry_sdk.set_extra("pairs", [[name_key, NAME], ["plain", EMAILS[4]]])
        sentry_sdk.set_context("innocent", INNOCENT)
        sentry_sdk.set_context("shapes", {"seen": list(SHAPES), "n": int(SHAPES[0])})
        for shape in SHAPES:
            sentry_sdk.add_breadcrumb(message=f"paid by {shape}.", data={"by": shape})
        sentry_sdk.set_tag("by", SHAPES[12])
        for phone in PHONES:
            sentry_sdk.add_breadcrumb(category="call", message=f"called {phone} twice")
        sentry_sdk.add_breadcrumb(
            message=f"login {EMAILS[2]}", data={name_key: NAME, "n": {name_key: NAME}}
        )
        logger.info("seen %s at %s", EMAILS[4], ADDRESSES[3])
        logger.error(
            "cannot mail %s of %s", EMAILS[0], ADDRESSES[1], extra={"payload": payload}
        )

        db.create_all()
        db.session.execute(text(f"SELECT '{EMAILS[0]}', '{PHONES[0]}'"))
        with sentry_sdk.start_span(op="mail") as span:
            span.description = f"mail {EMAILS[1]}"
            span.set_data(name_key, NAME)
            span.set_data("to", {"list": list(EMAILS), name_key: NAME})
            span.set_data(
                "url", f"/u?{urlencode({'email': EMAILS[2], name_key: NAME})}"
            )
            span.set_tag("ip", ADDRESSES[2])
        try:
            db.session.add_all([customer, Customer(email=EMAILS[0])])
            db.session.commit()
        except Exception as error:
            raise RuntimeError(
                f"order ORD-2024-001234 of {EMAILS[3]}, {PHONES[4]}, {name_key}={NAME!r} "
                f"from {ADDRESSES[0]}, {ADDRESSES[3]}: {note} {nested} by {bought}"
            ) from error
        return Response(status=204)

    return app


def provoke(app: Flask, name_key: str) -> TestResponse:
    """Send the one request that fails, and everything it brings along."""
    client = app.test_client()
    client.set_cookie("email", EMAILS[0])
    client.set_cookie("sessionid", TOKEN)
    response = client.post(
        f"/customers/{quote(EMAILS[0])}",
        query_string={
            "email": EMAILS[1],
            "tel": PHONES[0],
            "ip": ADDRESSES[2],
            name_key: NAME,
            "next": f"/u?{urlencode({'email': EMAILS[1]})}",
            "token": TOKEN,
            "by": " and ".join(SHAPES),
            "page": "2",
        },
        json={
            "email": EMAILS[2],
            "order_id": 1234567890123,
            "total": "49.99",
            "profile": {name_key: NAME, "phones": PHONES, "emails": EMAILS},
            "contacts": [{"kind": "mail", "value": mail} for mail in EMAILS],
            "note": f"call {PHONES[5]} or {PHONES[10]}",
            "card": {"number": SHAPES[1], "cvc": TOKEN},
            "paid": [{"kind": "by", "value": shape} for shape in SHAPES],
            "with": int(SHAPES[3]),
        },
        headers={
            "Authorization": f"Bearer {TOKEN}",
            "Cf-Connecting-Ip": ADDRESSES[1],
            "Forwarded": f'for="[{ADDRESSES[2]}]:4711"',
            "Referer": f"https://shop.example/?email={quote(EMAILS[0], safe='')}",
            "True-Client-Ip": ADDRESSES[0],
            "User-Agent": INNOCENT["browser"],
            "X-Forwarded-For": f"{ADDRESSES[0]}, {ADDRESSES[1]}",
            "X-User-Email": EMAILS[0],
            "X-By": "; ".join(SHAPES),
        },
        environ_base={"REMOTE_ADDR": ADDRESSES[0]},
    )
    client.post(
        "/customers/1", data={"email": EMAILS[0], name_key: NAME, "tel": PHONES[8], "by": SHAPES[2]}
    )
    client.get(f"/nowhere/{EMAILS[0]}/{PHONES[0]}")
    sentry_sdk.flush(timeout=10)
    return response


def occurrences(value: Any) -> list[str]:
    """List each place that still holds a needle, as "path: needle"."""
    return [
        f"{path}: {needle}"
        for path, string in _strings(value, "")
        for needle, forms in _FORMS.items()
        if any(form in string for form in forms)
    ]


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{path}.(key)", str(key)
            yield from _strings(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")
    elif isinstance(value, (str, int)):
        yield path, str(value)
