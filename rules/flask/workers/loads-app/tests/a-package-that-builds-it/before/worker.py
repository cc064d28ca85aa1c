from rq import Worker

from shop import app as flask_app
