import sentry_sdk
from flask import Flask

from privacy import scrub, sample

sentry_sdk.init(dsn="", before_send=scrub, traces_sampler=sample, max_breadcrumbs=20)
app = Flask(__name__)
