"""Promise: every request names its user and workspace by id alone, and no other's."""

from __future__ import annotations

import hashlib
import hmac
import importlib
import logging
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID

import flask_httpauth
import flask_jwt_extended
import flask_login
import pytest
import sentry_sdk
from flask import Flask, g, session
from flask.testing import FlaskClient

from catcher import Catcher

SECRET = "server side only"


def pseudonym(
    user_id: object, key: bytes = b"sentry-user-id:" + SECRET.encode()
) -> str:
    return hmac.new(key, str(user_id).encode(), hashlib.sha256).hexdigest()


@pytest.fixture
def sentry_user(sentry_setup: ModuleType) -> ModuleType:
    """The generated module beside sentry_setup."""
    name = sentry_setup.__name__.replace("sentry_setup", "sentry_user")
    return importlib.import_module(name)


@pytest.fixture
def started(
    sentry_setup: ModuleType, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> Catcher:
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    monkeypatch.delenv("SENTRY_USER_ID_SECRET", raising=False)
    for name in ("shop", "app"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)
    assert sentry_setup.init_sentry()
    return catcher


def users(catcher: Catcher) -> list[Any]:
    """User and workspace tag of every error so far."""
    sentry_sdk.flush(5)
    events = catcher.of("event")
    return [(e.get("user"), e.get("tags", {}).get("workspace_id")) for e in events]


def shop() -> Flask:
    app = Flask("shop")
    app.secret_key = SECRET
    app.config["JWT_SECRET_KEY"] = "k" * 32

    @app.get("/boom")
    def boom() -> str:
        raise RuntimeError("no")

    @app.post("/login/<user_id>")
    def login(user_id: str) -> str:
        session["user_id"] = user_id
        return "ok"

    return app


def member(user_id: str) -> Any:
    """A user as an ORM would give it, with more than may be sent."""
    return SimpleNamespace(id=user_id, workspace_id=7, email="ada@example.com")


def alice_and_others(app: Flask, catcher: Catcher) -> list[Any]:
    """Errors of Alice, of Bob, of nobody, and of Alice again."""
    alice, bob, nobody = (app.test_client() for _ in range(3))
    alice.post("/login/1")
    bob.post("/login/2")
    for client in (alice, bob, nobody, alice):
        client.get("/boom")
    return users(catcher)


def named(user_id: object, workspace: object = 7) -> tuple[dict[str, str], str]:
    sent = {"id": pseudonym(user_id), "workspace_id": str(workspace)}
    return sent, str(workspace)


NOBODY = (None, None)


def test_the_patched_app_names_its_user(
    started: Catcher, sentry_setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = importlib.import_module(sentry_setup.__name__.rpartition(".")[0])
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("PAYMENT_GATEWAY_URL", "http://127.0.0.1:9")
    app = package.create_app()

    def sign_in(name: str) -> tuple[FlaskClient, int]:
        client = app.test_client()
        form = {"email": f"{name}@example.com", "password": "x", "full_name": name}
        user = client.post("/auth/register", json={**form, "workspace": name}).json
        client.post("/auth/login", json=form)
        return client, user["id"]

    def fail(client: FlaskClient) -> None:
        cart = client.post("/checkout/carts", json={"amount": 1}).json
        client.post(f"/checkout/carts/{cart['id']}/pay")

    (ada, ada_id), (bob, bob_id) = sign_in("ada"), sign_in("bob")
    fail(ada)
    fail(bob)
    fail(ada)
    app.view_functions["healthz"] = lambda: 1 / 0
    app.test_client().get("/healthz")
    ada_sent, bob_sent = named(ada_id, 1), named(bob_id, 2)
    assert users(started) == [ada_sent, bob_sent, ada_sent, NOBODY]


def test_flask_login(started: Catcher, sentry_user: ModuleType) -> None:
    class Member(flask_login.UserMixin):
        def __init__(self, user_id: str) -> None:
            self.id, self.workspace_id, self.email = user_id, 7, "ada@example.com"

    app = shop()
    current_user = flask_login.current_user
    app.before_request(lambda: sentry_user.identify_user(current_user))
    manager = flask_login.LoginManager(app)
    manager.user_loader(Member)

    def login(user_id: str) -> str:
        flask_login.login_user(Member(user_id))
        return "ok"

    app.view_functions["login"] = login
    assert alice_and_others(app, started) == [named(1), named(2), NOBODY, named(1)]


def test_an_app_without_a_login_manager_still_answers(
    started: Catcher, sentry_user: ModuleType
) -> None:
    app = shop()
    current_user = flask_login.current_user
    app.before_request(lambda: sentry_user.identify_user(current_user))
    assert app.test_client().post("/login/1").status_code == 200


def test_a_user_stored_in_g(started: Catcher, sentry_user: ModuleType) -> None:
    app = shop()

    @app.before_request
    def load() -> None:
        user_id = session.get("user_id")
        g.user = member(user_id) if user_id else None
        sentry_user.identify_user(g.user)

    assert alice_and_others(app, started) == [named(1), named(2), NOBODY, named(1)]


def test_a_user_in_the_session(started: Catcher, sentry_user: ModuleType) -> None:
    app = shop()
    app.before_request(lambda: sentry_user.identify_user(session.get("user_id")))
    alone = [({"id": pseudonym(user_id)}, None) for user_id in (1, 2)]
    assert alice_and_others(app, started) == [*alone, NOBODY, alone[0]]


def test_a_loader_of_tokens(started: Catcher, sentry_user: ModuleType) -> None:
    app = shop()
    jwt = flask_jwt_extended.JWTManager(app)

    @jwt.user_lookup_loader
    @sentry_user.identifies_user
    def load(_header: dict[str, Any], data: dict[str, Any]) -> Any:
        return member(data["sub"])

    @app.get("/mine")
    @flask_jwt_extended.jwt_required()
    def mine() -> str:
        assert flask_jwt_extended.current_user.id == "1"
        raise RuntimeError("no")

    with app.app_context():
        token = flask_jwt_extended.create_access_token("1")
    client = app.test_client()
    client.get("/mine", headers={"Authorization": f"Bearer {token}"})
    client.get("/boom")
    assert users(started) == [named(1), NOBODY]


def test_a_loader_of_passwords(started: Catcher, sentry_user: ModuleType) -> None:
    app = shop()
    auth = flask_httpauth.HTTPBasicAuth()

    @auth.verify_password
    @sentry_user.identifies_user
    def verify(name: str, _password: str) -> Any:
        return member(name) if name else None

    @app.get("/mine")
    @auth.login_required
    def mine() -> str:
        raise RuntimeError("no")

    client = app.test_client()
    client.get("/mine", auth=("1", "x"))
    client.get("/boom")
    assert users(started) == [named(1), NOBODY]


@pytest.mark.parametrize(
    ("user", "user_id"),
    [
        (member("1"), "1"),
        ({"sub": "auth0|1", "email": "ada@example.com"}, "auth0|1"),
        ({"username": "ada"}, "ada"),
        ("1", "1"),
        (1, "1"),
        (SimpleNamespace(id=UUID(int=1)), str(UUID(int=1))),
        (None, None),
        ("", None),
        ({}, None),
        (object(), None),
        (SimpleNamespace(id=1, is_authenticated=False), None),
    ],
    ids=repr,
)
def test_any_form_of_a_user(
    started: Catcher, sentry_user: ModuleType, user: object, user_id: str | None
) -> None:
    app = shop()
    app.before_request(lambda: sentry_user.identify_user(user))
    app.test_client().get("/boom")
    (sent, _), *_ = users(started)
    assert (sent or {}).get("id") == (user_id and pseudonym(user_id))


@pytest.mark.parametrize(
    ("workspace", "wanted"),
    [
        ("acme", "acme"),
        (SimpleNamespace(id=3, name="Ada Ltd"), "3"),
        (SimpleNamespace(name="Ada Ltd"), None),
        (None, None),
    ],
    ids=repr,
)
def test_of_a_workspace_only_an_id_is_sent(
    started: Catcher, sentry_user: ModuleType, workspace: object, wanted: str | None
) -> None:
    app = shop()
    user = SimpleNamespace(id=1, workspace_id=workspace)
    app.before_request(lambda: sentry_user.identify_user(user))
    app.test_client().get("/boom")
    ((sent, tag),) = users(started)
    assert (sent.get("workspace_id"), tag) == (wanted, wanted)


def test_the_secret_decides(
    started: Catcher, sentry_user: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = shop()
    app.before_request(lambda: sentry_user.identify_user(1))
    monkeypatch.setenv("SENTRY_USER_ID_SECRET", "other")
    app.test_client().get("/boom")
    monkeypatch.delenv("SENTRY_USER_ID_SECRET")
    app.secret_key = None
    app.test_client().get("/boom")
    sent = {"id": pseudonym(1, b"sentry-user-id:other")}
    assert users(started) == [(sent, None), NOBODY]


def test_a_user_that_cannot_be_loaded_fails_no_request(
    started: Catcher, sentry_user: ModuleType
) -> None:
    class Expired:
        @property
        def id(self) -> int:
            raise RuntimeError("the database is gone")

    app = shop()
    app.before_request(lambda: sentry_user.identify_user(Expired()))
    assert app.test_client().post("/login/1").status_code == 200


def test_no_frame_of_ours_carries_arguments(
    started: Catcher,
    sentry_sampling: ModuleType,
    sentry_user: ModuleType,
) -> None:
    app = shop()
    auth = flask_httpauth.HTTPTokenAuth()

    @auth.verify_token
    @sentry_user.identifies_user
    def verify(_token: str) -> Any:
        raise RuntimeError("the database is gone")

    def refuse(_context: object) -> float:
        raise RuntimeError("no")

    app.add_url_rule("/mine", view_func=auth.login_required(lambda: ""))
    context = {"wsgi_environ": {"HTTP_AUTHORIZATION": "opaque"}}
    app.test_client().get("/mine", headers={"Authorization": "Bearer opaque"})
    try:
        sentry_sampling.critical_routes_or(refuse)(context)
    except RuntimeError:
        sentry_sdk.capture_exception()
    sentry_sdk.flush(5)
    frames = [
        frame
        for event in started.of("event")
        for value in event["exception"]["values"]
        for frame in value["stacktrace"]["frames"]
    ]
    assert {"verify", "refuse"} <= {frame["function"] for frame in frames}
    ours = [frame for frame in frames if "sentry_" in frame["filename"]]
    assert [frame for frame in ours if frame.get("vars")] == []
