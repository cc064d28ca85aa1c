import os

from celery import Celery
from celery.signals import celeryd_init

from shop.sentry_setup import init_sentry

celery = Celery("shop", broker=os.environ["BROKER_URL"])
celery.conf.task_acks_late = True


@celeryd_init.connect
def start_sentry(**_kwargs):
    init_sentry()
