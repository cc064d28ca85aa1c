import os

import sentry_sdk
from flask import Flask
from sentry_sdk.integrations.flask import FlaskIntegration
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from sentry_sampling import bind_app, critical_routes_or
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

sentry_sdk.init(
    dsn=os.getenv("SENTRY_DSN"),
    integrations=[FlaskIntegration()],
    # Ours is called stage, as everywhere else.
    environment=os.getenv("STAGE"),
    traces_sampler=critical_routes_or(1.0),
    release=os.environ.get("RELEASE_VERSION") or None,
    send_default_pii=False,
    event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
    before_breadcrumb=_scrub_breadcrumb,
)

app = Flask(__name__)
bind_app(app)
