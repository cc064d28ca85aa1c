import os

import sentry_sdk
from flask import Flask
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from sentry_sampling import bind_app, traces_sampler
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii

sentry_sdk.init(
    DSN,
    environment="live",
    release=os.environ.get("RELEASE_VERSION") or None,
    send_default_pii=False,
    event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
    before_breadcrumb=_scrub_breadcrumb,
    traces_sampler=traces_sampler,
)
app = Flask(__name__)
bind_app(app)
