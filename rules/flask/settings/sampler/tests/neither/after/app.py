import sentry_sdk
from flask import Flask

from sentry_sampling import traces_sampler

sentry_sdk.init("", traces_sampler=traces_sampler)
app = Flask(__name__)
