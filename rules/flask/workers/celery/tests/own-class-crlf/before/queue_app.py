import celery as celery_package


class Queue(celery_package.Celery):
    """Ours."""


celery = Queue("shop")

if __name__ == "__main__":
    celery.start()
