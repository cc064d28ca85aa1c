import os
from os import environ

from sentry_sdk import init
from sentry_sdk.integrations.flask import FlaskIntegration
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from shop.sentry_sampling import traces_sampler
from shop.sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii


def init_monitoring(component):
    dsn = environ.get("SENTRY_DSN")
    if dsn:
        init(
            dsn,
            integrations=[FlaskIntegration()],
            server_name=component,
            environment=os.environ.get("ENVIRONMENT") or None,
            release=os.environ.get("RELEASE_VERSION") or None,
            send_default_pii=False,
            event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
            before_send=_scrub_pii,
            before_send_transaction=_scrub_pii,
            before_breadcrumb=_scrub_breadcrumb,
            traces_sampler=traces_sampler,
        )
