from sentry_hooks import then_scrub_breadcrumb
import sentry_sdk
from flask import Flask

sentry_sdk.init("", before_breadcrumb=then_scrub_breadcrumb(shorten))
app = Flask(__name__)
