from sentry_hooks import then_scrub
import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_send=then_scrub(drop))
app = Flask(__name__)
