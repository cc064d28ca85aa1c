"""Promise: at a global rate of 0.0 the critical routes are traced, and nothing else is."""

from __future__ import annotations

import functools
import importlib
import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

import flask_openapi3
import flask_restful
import flask_restx
import flask_smorest
import pytest
import sentry_sdk
from flask import Blueprint, Flask
from flask.views import MethodView
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client, EnvironBuilder

from catcher import Catcher

Mark = Callable[[Any], Any]
TRACE = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-"
REFUSED = {"sentry-trace": TRACE + "0"}
WANTED = {"sentry-trace": TRACE + "1"}


def well_made(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return wrapper


def careless(view: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator that forgets what it wraps."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    wrapper.__name__ = f"careless_{view.__name__}"
    return wrapper


def shop(critical_route: Callable[..., Any], app: Flask) -> Flask:
    """One route for every way of registering and marking a view."""

    def plain() -> str:
        return "ok"

    def named(name: str, view: Callable[..., Any] = plain) -> Callable[..., Any]:
        def copy(**kwargs: Any) -> Any:
            return view(**kwargs)

        copy.__name__ = name
        return copy

    def fail() -> str:
        raise RuntimeError("no")

    app.get("/health")(named("health"))
    app.post("/login")(critical_route(named("login")))
    app.get("/login")(named("login_form"))
    critical_route(app.get("/above")(named("above")))
    app.get("/wrapped")(well_made(critical_route(named("wrapped"))))
    app.get("/lost")(careless(critical_route(named("lost"))))
    app.get("/outermost")(critical_route(careless(named("outermost"))))
    app.get("/boom")(critical_route(named("boom", fail)))

    api = Blueprint("api", __name__, url_prefix="/api")
    v1 = Blueprint("v1", __name__, url_prefix="/v1")
    paid = critical_route(named("checkout", lambda cart: "ok"))
    v1.post("/checkout/<int:cart>")(paid)
    v1.get("/items")(named("items"))
    api.register_blueprint(v1)
    app.register_blueprint(api)

    class Pay(MethodView):
        @critical_route
        def post(self) -> str:
            return "ok"

        def get(self) -> str:
            return "ok"

    @critical_route
    class PayAll(MethodView):
        def get(self) -> str:
            return "ok"

    class PayDecorated(MethodView):
        decorators = (critical_route,)

        def get(self) -> str:
            return "ok"

    app.add_url_rule("/pay", view_func=Pay.as_view("pay"))
    app.add_url_rule("/pay-all", view_func=PayAll.as_view("pay_all"))
    app.add_url_rule("/pay-decorated", view_func=PayDecorated.as_view("decorated"))
    return app


CASES = [
    ("GET", "/health", None, 0),
    ("POST", "/login", None, 1),
    ("GET", "/login", None, 0),
    ("GET", "/above", None, 1),
    ("GET", "/wrapped", None, 1),
    ("GET", "/lost", None, 0),
    ("GET", "/outermost", None, 1),
    ("POST", "/api/v1/checkout/3", None, 1),
    ("GET", "/api/v1/checkout/3", None, 0),
    ("GET", "/api/v1/items", None, 0),
    ("POST", "/pay", None, 1),
    ("GET", "/pay", None, 0),
    ("GET", "/pay-all", None, 1),
    ("GET", "/pay-decorated", None, 1),
    ("GET", "/nope", None, 0),
    ("GET", "/boom", None, 1),
    ("HEAD", "/above", None, 0),
    ("OPTIONS", "/login", None, 0),
    ("GET", "/health", WANTED, 1),
    ("GET", "/health", REFUSED, 0),
    ("POST", "/login", REFUSED, 1),
    ("POST", "/login", WANTED, 1),
]


@pytest.fixture
def started(
    sentry_setup: ModuleType,
    sentry_sampling: ModuleType,
    catcher: Catcher,
    monkeypatch: pytest.MonkeyPatch,
) -> ModuleType:
    """The generated sampler, sending to the catcher at a rate of 0.0."""
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    monkeypatch.setenv("SENTRY_TRACES_SAMPLE_RATE", "0.0")
    monkeypatch.setattr(logging.getLogger("shop"), "disabled", True)
    sentry_sampling._apps.clear()  # of earlier tests
    assert sentry_setup.init_sentry()
    return sentry_sampling


def sent(catcher: Catcher) -> int:
    sentry_sdk.flush(5)
    return len(catcher.of("transaction"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case[:2])))
def test_only_marked_routes_are_traced(
    started: ModuleType,
    catcher: Catcher,
    case: tuple[str, str, dict[str, str] | None, int],
) -> None:
    method, path, headers, wanted = case
    app = Flask("shop")
    started.bind_app(app)  # before there are routes
    shop(started.critical_route, app)
    app.test_client().open(path, method=method, headers=headers or {})
    assert sent(catcher) == wanted


def test_all_cases_in_one_process(started: ModuleType, catcher: Catcher) -> None:
    app = shop(started.critical_route, Flask("shop"))
    started.bind_app(app)
    client = app.test_client()
    for method, path, headers, _ in CASES:
        client.open(path, method=method, headers=headers or {})
    assert sent(catcher) == sum(wanted for *_, wanted in CASES)


def test_an_app_that_is_not_bound_is_left_to_the_rate(
    started: ModuleType, catcher: Catcher
) -> None:
    app = shop(started.critical_route, Flask("shop"))
    app.test_client().post("/login")
    assert sent(catcher) == 0


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("POST", "/auth/register", 1),
        ("POST", "/auth/login", 1),
        ("POST", "/auth/logout", 0),
        ("GET", "/auth/me", 0),
        ("POST", "/checkout/carts", 1),
        ("POST", "/checkout/carts/1/pay", 1),
        ("GET", "/checkout/carts", 0),
        ("GET", "/healthz", 0),
        ("GET", "/", 0),
    ],
)
def test_the_blueprints_of_the_patched_app(
    started: ModuleType, catcher: Catcher, method: str, path: str, wanted: int
) -> None:
    package = importlib.import_module(started.__name__.rpartition(".")[0])
    package.create_app().test_client().open(path, method=method, json={})
    assert sent(catcher) == wanted


def restful(critical_route: Mark, app: Flask) -> None:
    class Login(flask_restful.Resource):
        def post(self) -> str:
            return "ok"

    class Items(Login):
        """Its own class, so without the mark of `Login`."""

    api = flask_restful.Api(app)
    api.add_resource(critical_route(Login), "/login")
    api.add_resource(Items, "/items", endpoint="items")


def restx(critical_route: Mark, app: Flask) -> None:
    orders = flask_restx.Namespace("orders", path="/")

    @orders.route("/login")
    @critical_route
    class Login(flask_restx.Resource):
        def post(self) -> str:
            return "ok"

    @orders.route("/items")
    class Items(flask_restx.Resource):
        def post(self) -> str:
            return "ok"

    flask_restx.Api(app).add_namespace(orders)


def smorest(critical_route: Mark, app: Flask) -> None:
    app.config |= {"API_TITLE": "t", "API_VERSION": "1", "OPENAPI_VERSION": "3.0.3"}
    group = flask_smorest.Blueprint("group", __name__)

    @group.route("/login")
    @critical_route
    class Login(MethodView):
        @group.response(200)
        def post(self) -> dict[str, str]:
            return {}

    @group.route("/items", methods=["POST"])
    @group.response(200)
    def items() -> dict[str, str]:
        return {}

    flask_smorest.Api(app).register_blueprint(group)


def smorest_function(critical_route: Mark, app: Flask) -> None:
    app.config |= {"API_TITLE": "t", "API_VERSION": "1", "OPENAPI_VERSION": "3.0.3"}
    group = flask_smorest.Blueprint("group", __name__)

    @group.route("/login", methods=["POST"])
    @critical_route
    @group.response(200)
    def login() -> dict[str, str]:
        return {}

    flask_smorest.Api(app).register_blueprint(group)


def openapi3(critical_route: Mark, app: flask_openapi3.OpenAPI) -> None:
    @app.post("/login")
    @critical_route
    def login() -> str:
        return "ok"

    @app.post("/items")
    def items() -> str:
        return "ok"


def methods_of_an_object(critical_route: Mark, app: Flask) -> None:
    class Controller:
        def login(self) -> str:
            return "ok"

        def items(self) -> str:
            return "ok"

    controller = Controller()
    login = critical_route(controller.login)
    app.add_url_rule("/login", view_func=login, methods=["POST"])
    app.add_url_rule("/items", view_func=controller.items, methods=["POST"])


@pytest.mark.parametrize(
    "register",
    [restful, restx, smorest, smorest_function, openapi3, methods_of_an_object],
)
def test_extensions_keep_the_mark(
    started: ModuleType, catcher: Catcher, register: Callable[..., None]
) -> None:
    kind = flask_openapi3.OpenAPI if register is openapi3 else Flask
    app = kind("shop")
    started.bind_app(app)
    register(started.critical_route, app)
    client = app.test_client()
    assert client.post("/login").status_code == 200
    client.post("/items")
    assert sent(catcher) == 1


@pytest.mark.parametrize("mounted", [False, True])
def test_proxies_and_mounts_do_not_hide_the_route(
    started: ModuleType, catcher: Catcher, mounted: bool
) -> None:
    app = shop(started.critical_route, Flask("shop"))
    started.bind_app(app)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_prefix=1)  # type: ignore[method-assign]
    outer = DispatcherMiddleware(Flask("root"), {"/svc": app}) if mounted else app
    client = Client(outer)
    prefix = "/svc" if mounted else ""
    client.post(f"{prefix}/login", headers={"X-Forwarded-Prefix": "/outside"})
    client.get(f"{prefix}/health", headers={"X-Forwarded-Prefix": "/outside"})
    assert sent(catcher) == 1


@pytest.mark.parametrize(
    "environ",
    [
        None,
        {},
        {"REQUEST_METHOD": "GET"},
        {"REQUEST_METHOD": None, "PATH_INFO": b"\xff"},
        "nonsense",
        EnvironBuilder("/health").get_environ() | {"HTTP_HOST": "a b"},
    ],
    ids=["none", "empty", "half", "odd", "text", "host"],
)
def test_the_sampler_never_raises(started: ModuleType, environ: object) -> None:
    class Broken(Flask):
        def create_url_adapter(self, request: object) -> Any:
            raise RuntimeError("broken")

    broken, app = Broken("broken"), shop(started.critical_route, Flask("shop"))
    started.bind_app(broken)
    started.bind_app(app)
    context = {"wsgi_environ": environ}
    assert started.traces_sampler(context) == 0.0
    assert started.traces_sampler({**context, "parent_sampled": True}) == 1.0
    assert started.traces_sampler({}) == 0.0


@pytest.mark.parametrize(
    ("own", "parent", "wanted"),
    [
        (0, None, 0.0),
        (0, True, 1.0),
        (0.25, None, 0.25),
        (0.25, False, 0.0),
        (None, True, 0.0),
        (lambda context: 0.5 if context["parent_sampled"] else 0, True, 0.5),
        (lambda context: 0.5 if context["parent_sampled"] else 0, None, 0),
    ],
    ids=["zero", "zero-wanted", "rate", "rate-refused", "off", "sampler", "sampler-0"],
)
def test_an_own_rate_or_sampler_decides_about_all_other_routes(
    sentry_sampling: ModuleType, own: Any, parent: bool | None, wanted: float
) -> None:
    sampler = sentry_sampling.critical_routes_or(own)
    assert sampler({"parent_sampled": parent}) == wanted


def test_the_mark_changes_nothing_else(sentry_sampling: ModuleType) -> None:
    def view() -> str:
        return "ok"

    class Controller:
        def pay(self) -> str:
            return "paid"

    controller = Controller()
    assert sentry_sampling.critical_route(view) is view
    assert sentry_sampling.critical_route(controller.pay)() == "paid"
    assert sentry_sampling.critical_route(len) is len
