"""Start Sentry for this Flask application, and decide which requests are traced.

Call `init_sentry()` before the app is built, as the SDK patches Flask when it starts,
and `bind_app(app)` once it is. The environment has the settings, and without
`SENTRY_DSN` nothing is sent at all:

    SENTRY_DSN                    where to send; unset or empty means off
    ENVIRONMENT                   "production", "staging", ...
    RELEASE_VERSION               the release that is running
    SENTRY_TRACES_SAMPLE_RATE     share of requests that are traced (0.1)
    SENTRY_PROFILES_SAMPLE_RATE   share of traced requests that are profiled (0.05)
"""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

import sentry_sdk
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber
from werkzeug.exceptions import HTTPException

from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

if TYPE_CHECKING:
    from flask import Flask

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


def init_sentry() -> bool:
    """Start the SDK, and say whether it runs. It never keeps the app from starting."""
    dsn = os.environ.get("SENTRY_DSN", "").strip()
    if not dsn:
        return False
    try:
        # `profiles_sample_rate` is deprecated, and so is `send_default_pii`: its
        # successor sends more. The app must start even where warnings are errors. This
        # filter is process-wide while it lasts, so call it before threads start.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            sentry_sdk.init(
                dsn=dsn,
                environment=os.environ.get("ENVIRONMENT") or None,
                release=os.environ.get("RELEASE_VERSION") or None,
                traces_sample_rate=_rate("SENTRY_TRACES_SAMPLE_RATE", 0.1),
                traces_sampler=_traces_sampler,  # has the last word
                profiles_sample_rate=_rate("SENTRY_PROFILES_SAMPLE_RATE", 0.05),
                send_default_pii=False,
                # Not `recursive=True`: it works on live objects, so it would overwrite
                # the dicts of the app, such as `logger.error(..., extra={...})`. Nested
                # keys are the work of `_scrub_pii`, which sees a serialised copy.
                event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
                before_send=_scrub_pii,
                before_send_transaction=_scrub_pii,  # `before_send` sees errors only
                before_breadcrumb=_scrub_breadcrumb,
            )
    except Exception:
        logger.warning("Sentry is off: check SENTRY_DSN", exc_info=True)
        return False
    return True


def _traces_sampler(context: dict[str, Any]) -> float:
    """Answer 1.0 for critical routes, else what the caller decided, else the rate."""
    try:
        environ = context.get("wsgi_environ")
        if environ and any(_is_critical(app, environ) for app in list(_apps)):
            return 1.0
    except Exception:  # a request must never fail because of this
        logger.debug("Sentry cannot tell which route this is", exc_info=True)
    parent_sampled = context.get("parent_sampled")
    if parent_sampled is not None:
        return float(parent_sampled)
    return _rate("SENTRY_TRACES_SAMPLE_RATE", 0.1)


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


def _rate(name: str, default: float) -> float:
    """Read a share from 0 to 1, or take the default where there is none."""
    try:
        rate = float(os.environ.get(name, ""))
    except ValueError:
        return default
    return rate if 0.0 <= rate <= 1.0 else default  # also turns down NaN
