import os

from celery import Celery

celery = Celery("shop", broker=os.environ["BROKER_URL"])
celery.conf.task_acks_late = True
