import os

import sentry_sdk
from flask import Flask
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from privacy import scrub, sample
from sentry_hooks import then_scrub
from sentry_sampling import bind_app, critical_routes_or
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

sentry_sdk.init(
    dsn="",
    before_send=then_scrub(scrub),
    traces_sampler=critical_routes_or(sample),
    max_breadcrumbs=20,
    environment=os.environ.get("ENVIRONMENT") or None,
    release=os.environ.get("RELEASE_VERSION") or None,
    send_default_pii=False,
    event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
    before_send_transaction=_scrub_pii,
    before_breadcrumb=_scrub_breadcrumb,
)
app = Flask(__name__)
bind_app(app)
