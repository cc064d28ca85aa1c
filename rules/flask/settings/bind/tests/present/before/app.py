import sentry_sdk
from flask import Flask

from sentry_sampling import traces_sampler
from sentry_scrubber import _scrub_breadcrumb, _scrub_pii
from sentry_setup import bind_app

sentry_sdk.init(
    dsn="",
    traces_sampler=traces_sampler,
    environment="live",
    release="1",
    send_default_pii=False,
    event_scrubber=None,
    before_send=_scrub_pii,
    before_send_transaction=_scrub_pii,
    before_breadcrumb=_scrub_breadcrumb,
)
app = Flask(__name__)
bind_app(app)
