from redis import Redis
from rq import Connection, Worker

if __name__ == "__main__":
	with Connection(Redis()):
		Worker(["default"]).work()
