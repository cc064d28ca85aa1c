"""Start Sentry for this Flask application.

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

import sentry_sdk
from sentry_sdk.integrations.flask import FlaskIntegration
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from sentry_sampling import bind_app, sample_rate, traces_sampler
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

__all__ = ["bind_app", "init_sentry"]  # what building an app takes
logger = logging.getLogger(__name__)


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
                traces_sample_rate=sample_rate("SENTRY_TRACES_SAMPLE_RATE", 0.1),
                traces_sampler=traces_sampler,  # has the last word
                profiles_sample_rate=sample_rate("SENTRY_PROFILES_SAMPLE_RATE", 0.05),
                integrations=[
                    FlaskIntegration(),
                ],
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
