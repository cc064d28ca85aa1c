import celery as celery_package
from celery.signals import celeryd_init

from sentry_setup import init_sentry


class Queue(celery_package.Celery):
    """Ours."""


celery = Queue("shop")


@celeryd_init.connect
def start_sentry(**_kwargs):
    init_sentry()


if __name__ == "__main__":
    celery.start()
