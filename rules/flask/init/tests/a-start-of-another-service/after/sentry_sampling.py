"""Decide which requests are traced: critical routes always, the others at a rate.

Call `bind_app(app)` once the app is built: the routes are the app's, and only a request
that matches one of them tells which view it is for.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    Sampler = Callable[[dict[str, Any]], float]

View = TypeVar("View")
logger = logging.getLogger(__name__)
_CRITICAL = "__sentry_critical__"
_apps: WeakSet[Flask] = WeakSet()


def critical_route(view: View) -> View:
    """Trace every request to this view, whatever the sample rate.

    Put it directly below the route decorator. It marks the function or class and hands
    it back as it is.
    """
    with suppress(AttributeError, TypeError):  # built-ins take no mark
        setattr(getattr(view, "__func__", view), _CRITICAL, True)
    return view


def bind_app(app: Flask) -> None:
    """Let the sampler see the routes of the app; they may be added later."""
    _apps.add(app)


def critical_routes_or(own: Sampler | float | None) -> Sampler:
    """Trace critical routes always, and ask the app's own sampler or rate about others.

    As without a sampler, a rate is for requests that no caller decided about, and
    `None` means that nothing is traced.
    """

    def sampler(context: dict[str, Any]) -> float:
        if _is_critical_request(context):
            return 1.0
        if callable(own):
            return own(context)
        parent_sampled = context.get("parent_sampled")
        if own is None or parent_sampled is None:
            return own or 0.0
        return float(parent_sampled)

    return sampler


def traces_sampler(context: dict[str, Any]) -> float:
    """Trace critical routes always, and others at `SENTRY_TRACES_SAMPLE_RATE`."""
    rate = sample_rate("SENTRY_TRACES_SAMPLE_RATE", 0.1)
    return critical_routes_or(rate)(context)


def sample_rate(name: str, default: float) -> float:
    """Read a share from 0 to 1, or take the default where there is none."""
    try:
        rate = float(os.environ.get(name, ""))
    except ValueError:
        return default
    return rate if 0.0 <= rate <= 1.0 else default  # also turns down NaN


def _is_critical_request(context: dict[str, Any]) -> bool:
    try:
        environ = context.get("wsgi_environ")
        if not environ:  # it is no request
            return False
        return any(_is_critical(app, environ) for app in list(_apps))
    except Exception:  # a request must never fail because of this
        logger.debug("Sentry cannot tell which route this is", exc_info=True)
        return False


def _is_critical(app: Flask, environ: dict[str, Any]) -> bool:
    """Match the request as Flask is going to: as yet it has no endpoint and no name."""
    request = app.request_class(environ, populate_request=False)
    try:
        adapter = app.create_url_adapter(request)
        if adapter is None:
            return False
        rule, _ = adapter.match(return_rule=True)
    except HTTPException:  # there is no such route, or it only redirects
        return False
    view = app.view_functions.get(rule.endpoint)
    view_class = getattr(view, "view_class", None)  # of a class-based view
    handler = getattr(view_class, request.method.lower(), None)
    places = (view, view_class, handler)
    # Not `getattr`: a class does not inherit the mark of another one.
    return any(_CRITICAL in getattr(place, "__dict__", ()) for place in places)
