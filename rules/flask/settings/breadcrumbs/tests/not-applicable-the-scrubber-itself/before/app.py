from sentry_scrubber import _scrub_breadcrumb
import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_breadcrumb=_scrub_breadcrumb)
app = Flask(__name__)
