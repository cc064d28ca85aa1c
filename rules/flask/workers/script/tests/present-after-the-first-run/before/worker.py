from rq import Worker

Worker(["default"]).work()
