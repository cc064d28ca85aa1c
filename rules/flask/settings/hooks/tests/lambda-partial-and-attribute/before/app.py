import functools

import privacy
import sentry_sdk
from flask import Flask

sentry_sdk.init(
    "",
    before_send=functools.partial(privacy.drop, code=404),
    before_send_transaction=lambda event, hint: event,
)
app = Flask(__name__)
