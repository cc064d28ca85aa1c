import sentry_sdk
from flask import Flask

from sentry_hooks import then_scrub

sentry_sdk.init("", before_send=then_scrub(drop_404))
app = Flask(__name__)
