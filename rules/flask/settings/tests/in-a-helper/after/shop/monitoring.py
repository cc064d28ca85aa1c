import os
from os import environ

from sentry_sdk import init
from sentry_sdk.integrations.flask import FlaskIntegration

from shop.sentry_scrubber import _scrub_pii


def init_monitoring(component):
    dsn = environ.get("SENTRY_DSN")
    if dsn:
        init(
            dsn,
            integrations=[FlaskIntegration()],
            server_name=component,
            environment=os.environ.get("ENVIRONMENT"),
            release=os.environ.get("RELEASE_VERSION"),
            traces_sample_rate=float(os.environ.get("SENTRY_TRACES_SAMPLE_RATE") or 0.1),
            send_default_pii=False,
            before_send=_scrub_pii,
            before_send_transaction=_scrub_pii,
        )
