"""Entry point of the parcel tracker."""
from __future__ import annotations

from typing import Final

from flask import Flask

from sentry_setup import bind_app, init_sentry

init_sentry()
app: Final[Flask] = Flask(__name__)
bind_app(app)
