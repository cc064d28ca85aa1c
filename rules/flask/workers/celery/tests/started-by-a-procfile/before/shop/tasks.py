from shop.queue import celery


@celery.task
def mail(address):
    print(address)
