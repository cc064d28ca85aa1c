from sentry_scrubber import _scrub_pii
import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_send=_scrub_pii)
app = Flask(__name__)
