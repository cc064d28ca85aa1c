import logging

from flask import Blueprint, jsonify

orders = Blueprint("orders", __name__)
logger = logging.getLogger(__name__)


@orders.app_errorhandler(Exception)
def answer(problem: Exception):
    logger.error("failed: %s", problem)
    return jsonify(error=str(problem)), getattr(problem, "code", 500)
