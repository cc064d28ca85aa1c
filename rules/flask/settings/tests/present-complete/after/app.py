import os

import sentry_sdk
from flask import Flask
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from privacy import scrub
from sentry_hooks import then_scrub
from sentry_sampling import bind_app, critical_routes_or
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    environment=os.environ.get("ENVIRONMENT"),
    release=os.environ.get("RELEASE_VERSION"),
    traces_sampler=critical_routes_or(0.2),
    send_default_pii=False,
    before_send=then_scrub(scrub),
    event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
    before_send_transaction=_scrub_pii,
    before_breadcrumb=_scrub_breadcrumb,
)
app = Flask(__name__)
bind_app(app)
