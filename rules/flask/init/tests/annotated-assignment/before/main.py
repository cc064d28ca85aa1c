"""Entry point of the parcel tracker."""
from __future__ import annotations

from typing import Final

from flask import Flask

app: Final[Flask] = Flask(__name__)
