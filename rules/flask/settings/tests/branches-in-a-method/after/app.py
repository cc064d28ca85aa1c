import os

import sentry_sdk
from flask import Flask
from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber

from sentry_sampling import bind_app, critical_routes_or
from sentry_scrubber import PII_FIELDS, _scrub_breadcrumb, _scrub_pii


class Shop:
    def start(self, live):
        if live:
            sentry_sdk.init(
                "https://key@sentry.example/1",
                traces_sampler=critical_routes_or(0.1),
                environment=os.environ.get("ENVIRONMENT") or None,
                release=os.environ.get("RELEASE_VERSION") or None,
                send_default_pii=False,
                event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
                before_send=_scrub_pii,
                before_send_transaction=_scrub_pii,
                before_breadcrumb=_scrub_breadcrumb,
            )
        else:
            sentry_sdk.init(
                "https://key@sentry.example/2",
                traces_sampler=critical_routes_or(1),
                environment=os.environ.get("ENVIRONMENT") or None,
                release=os.environ.get("RELEASE_VERSION") or None,
                send_default_pii=False,
                event_scrubber=EventScrubber([*DEFAULT_DENYLIST, *sorted(PII_FIELDS)]),
                before_send=_scrub_pii,
                before_send_transaction=_scrub_pii,
                before_breadcrumb=_scrub_breadcrumb,
            )


def create_app():
    Shop().start(False)
    app = Flask(__name__)
    bind_app(app)
    return app
