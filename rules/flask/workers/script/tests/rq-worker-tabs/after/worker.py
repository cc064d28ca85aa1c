from redis import Redis
from rq import Connection, Worker

from sentry_setup import init_sentry

if __name__ == "__main__":
	init_sentry()
	with Connection(Redis()):
		Worker(["default"]).work()
