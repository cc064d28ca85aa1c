from flask_restx import Namespace

refunds = Namespace("refunds")
slips = Namespace("slips", path="/paper")
