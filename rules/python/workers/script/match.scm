; Worker(["default"], connection=redis), BlockingScheduler()
((call function: [(identifier) (attribute)] @_class) @site
  (#imported-from? @_class
    "rq.Worker" "rq.SimpleWorker" "rq.worker.Worker" "rq.worker.SimpleWorker"
    "apscheduler.schedulers.blocking.BlockingScheduler"))
