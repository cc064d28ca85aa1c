import sentry_sdk
from acme import ShopFlask
from flask import Flask

from sentry_sampling import traces_sampler
from sentry_scrubber import _scrub_breadcrumb, _scrub_pii

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


def create_app():
    app = Flask(__name__)


def serve():
    app = Flask(__name__)


def custom():
    app = ShopFlask(__name__)


class Server:
    def run(self):
        app = Flask(__name__)


shop = ShopFlask(__name__)
plain = Flask(__name__)
