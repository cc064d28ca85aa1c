from flask import Blueprint
from flask_tools import getLogger
from quart import Quart

logger = getLogger(__name__)
logger.config = {}
pages = Blueprint(__name__, __name__)
rest = Quart(__name__)


@pages.route("/")
def index():
    return "ok"
