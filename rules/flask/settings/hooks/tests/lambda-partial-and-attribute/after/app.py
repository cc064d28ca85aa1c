import functools

import privacy
import sentry_sdk
from flask import Flask

from sentry_hooks import then_scrub

sentry_sdk.init(
    "",
    before_send=then_scrub(functools.partial(privacy.drop, code=404)),
    before_send_transaction=then_scrub(lambda event, hint: event),
)
app = Flask(__name__)
